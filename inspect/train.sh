#!/bin/sh
# Trains the attack model and prints the tables of MODEL_CARD.md: inspect/train.sh DATA
# DATA is a folder with train.jsonl and valid.jsonl. The same data give the same model.
set -eu
[ $# -eq 1 ] || { echo "usage: inspect/train.sh DATA" >&2; exit 2; }
data=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
mvn -q -B package dependency:build-classpath -pl inspect -DskipTests -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime >&2
java="$(./sextant --print-java-home)/bin/java"
classes="inspect/target/classes:$(cat inspect/target/classpath)"
"$java" -Xmx6g -cp "$classes" \
  io.sextant.inspect.train.Training "$data" inspect/train/authored.txt inspect/target/attack.model
cp inspect/target/attack.model inspect/src/main/resources/io/sextant/inspect/attack/attack.model
cp inspect/target/attack.model inspect/target/classes/io/sextant/inspect/attack/attack.model
"$java" -Xmx1g -cp "$classes" io.sextant.inspect.train.Speed
