#!/bin/sh
# Trains the attack model and prints the tables of MODEL_CARD.md: inspect/train.sh DATA
# DATA is a folder with train.jsonl and valid.jsonl. The same data give the same model.
set -eu
[ $# -eq 1 ] || { echo "usage: inspect/train.sh DATA" >&2; exit 2; }
data=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
mvn -q -B package dependency:build-classpath -pl inspect -DskipTests -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime >&2
"$(./sextant --print-java-home)/bin/java" -Xmx6g -cp "inspect/target/classes:$(cat inspect/target/classpath)" \
  io.sextant.inspect.train.Training "$data" inspect/train/authored.txt inspect/target/attack.model
cp inspect/target/attack.model inspect/src/main/resources/io/sextant/inspect/attack/attack.model
