"""Hold a record of the catalogue against the shapes of DCAT-AP, and read it as a portal does.

    shacl.py CATALOG.ttl SHAPES.ttl …

One line a fault goes to stdout, with severity, path and node; 3 says that a shape is violated or that
an address is not absolute (a portal reads the record without a base). Warnings are what is recommended
and left out: they are told, and do not count.
"""
import sys

import pyshacl
import rdflib
from rdflib.namespace import RDF, SH


def main(record, shapes):
    with open(record, encoding="utf-8") as f:
        text = f.read()
    graph = rdflib.Graph().parse(data=text, format="turtle")
    faults = 0
    for term in sorted({str(t) for triple in graph for t in triple if isinstance(t, rdflib.URIRef)}):
        if not term.startswith(("https://", "http://", "mailto:", "urn:")):
            print(f"Address {term} is not absolute")
            faults += 1
    for name in shapes:
        _, report, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(name))
        for result in report.subjects(RDF.type, SH.ValidationResult):
            severity = str(report.value(result, SH.resultSeverity)).split("#")[1]
            faults += severity == "Violation"
            print(severity, report.value(result, SH.resultPath), report.value(result, SH.focusNode))
    print(f"{len(graph)} triples judged, {faults} faults", file=sys.stderr)
    return 3 if faults or not len(graph) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
