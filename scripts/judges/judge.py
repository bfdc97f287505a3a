"""Hold published tables against two readers that know nothing of osnova.

    judge.py DATA [ROWS]

DATA is the folder of a built edition. Every table is read by frictionless (Data Package, Table
Schema) and by csvw (CSV on the Web), at most ROWS rows of it, evenly drawn, for both read slowly;
`osnova datasets verify` reads every row. One line a fault goes to stdout; 3 says that there were some.
"""
import csv, json, os, shutil, sys, tempfile, warnings

from csvw import CSVW
from frictionless import Package


def thin(source, target, limit, dialect):
    """Copy a table, at most limit rows of it; the number of rows copied."""
    read = dict(delimiter=dialect.get("delimiter", ","), quotechar='"', doublequote=True)
    with open(source, encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f, **read))
    step = max(1, -(-(len(rows) - 1) // limit))
    with open(target, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n", **read)
        out.writerows(rows[:1] + rows[1::step])
    return len(rows[1::step])


def main(data, limit):
    faults, tables, rows = [], 0, 0
    with tempfile.TemporaryDirectory() as copy:
        with open(os.path.join(data, "datapackage.json"), encoding="utf-8") as f:
            package = json.load(f)
        package["resources"] = [r for r in package["resources"] if r["format"] == "csv"]
        for r in package["resources"]:
            path = os.path.join(copy, r["path"])
            os.makedirs(os.path.dirname(path), exist_ok=True)
            rows += thin(os.path.join(data, r["path"]), path, limit, r["dialect"])
            r.pop("hash"), r.pop("bytes"), r.pop("rows", None)  # those of the whole file
            tables += 1
            for schema in (r["schema"], r["path"][: -len(".csv")] + ".csv-metadata.json"):
                if isinstance(schema, str) and os.path.exists(os.path.join(data, schema)):
                    shutil.copy(os.path.join(data, schema), os.path.join(copy, schema))
        with open(os.path.join(copy, "datapackage.json"), "w", encoding="utf-8") as f:
            json.dump(package, f)
        for resource in Package(os.path.join(copy, "datapackage.json")).resources:
            for task in resource.validate().tasks:
                faults += [f"frictionless: {resource.path}: {e.message}" for e in task.errors[:3]]
        for r in package["resources"]:
            meta = os.path.join(copy, r["path"][: -len(".csv")] + ".csv-metadata.json")
            if not os.path.exists(meta):  # parts and twins for spreadsheets have none
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                judged = CSVW(meta, validate=True)
                if not judged.is_valid:
                    faults += [f"csvw: {r['path']}: {w.message}" for w in judged.warnings[:3]] or [f"csvw: {r['path']} is not valid"]
    for fault in faults:
        print(fault)
    print(f"{tables} tables, {rows} rows judged, {len(faults)} faults", file=sys.stderr)
    return 3 if faults or not rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 150))
