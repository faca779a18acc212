"""Audits documents on a Spark cluster: docs/spark.md.

usage: audit.py DUIKAN INPUT OUTPUT [PARTITIONS]

INPUT: JSON Lines with id, source, target, a document a line. OUTPUT: a folder for the findings, JSON Lines in the order of the input.
DUIKAN: the program's path on the workers.
"""

import shlex
import sys

from pyspark import SparkConf, SparkContext


def main(duikan, source, target, partitions="8"):
    conf = SparkConf().setAppName("duikan").setIfMissing("spark.master", "local[2]")
    spark = SparkContext(conf=conf)
    spark.setLogLevel("ERROR")
    command = shlex.join([duikan, "audit", "--documents", "-", "--format", "jsonl", "--output", "-", "--no-config"])
    # Spark runs as many tasks as it has cores: one thread is enough for each.
    findings = spark.textFile(source, int(partitions)).pipe(command, env={"RAYON_NUM_THREADS": "1"})
    findings.saveAsTextFile(target)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
