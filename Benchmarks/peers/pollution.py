"""Pollutes a table in the ways of the Pollock benchmark and scores what systems load from it.

    pollution.py make DIR [STEP]        writes DIR/csv and DIR/clean; of rows only each STEP-th is polluted
    pollution.py load SYSTEM DIR OUT    loads each file with a system that detects by itself
    pollution.py score DIR OUT          prints the score, from 0 to 10

The measure: mean over files of success + precision, recall and F1 of header, records and cells, as multisets.
Kinds of pollution and measure: Vitagliano et al., “Pollock: A Data Loading Benchmark”, PVLDB 16(8), 2023,
doi:10.14778/3594512.3594518. Table, texts and code here are our own.
"""
import csv
import io
import os
import random
import subprocess
import sys
from collections import Counter

csv.field_size_limit(2**31 - 1)
HEADER = ["DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments"]
ALWAYS_QUOTED = {6, 7}
ADJECTIVES = "Light Warm Wool Silk Rugged Classic Organic Heavy-Duty Slim Waterproof".split()
NOUNS = ["Men's Boots", "Women's Socks", "Kids' Hat", "Rain Cap", "Sofa", "Rod 8 Wt.", "Side Table", "Field Watch"]
ENDINGS = ["", "", "", ", Plaid", ", Short-Sleeve", ', 5" Inseam', ', Round 48"', "/Suede", ', 24"']
SENTENCES = [
    "Soft cotton that resists wrinkles, stains, and fading.", "It won't chip, peel, warp or crack.",
    "A vest for cold days: warm, even when wet.", "These boots don't let you down.", "Built to last.",
    "Good grip, for warm and dry conditions.", "A light feel in an 8\\'9\" length rod.",
]


def source():
    choose = random.Random(7)
    rows = []
    for number in range(83):
        product = "".join(choose.choices("ABCGHKMNORYZ", k=2)) + f"-{choose.randint(1000, 9999)}"
        rows.append([
            f"{choose.randint(1, 28):02}/{choose.randint(1, 12):02}/2018", f"{number // 4:02}:{number % 4 * 15:02}",
            str(choose.randint(0, 33)), product, f"${choose.uniform(0.5, 99):.2f}",
            f"{choose.choice(ADJECTIVES)} {choose.choice(NOUNS)}{choose.choice(ENDINGS)}",
            " ".join(choose.sample(SENTENCES, choose.randint(1, 3))),
            f"https://www.example.com/{product}.html", ""])
    return rows


def line(row, delimiter=",", mark='"', escape='"', end="\r\n", extra=None, missing=None, stray=None):
    """One row as text; the last three say at which cell a delimiter or a quote is too many or too few."""
    text = delimiter if extra == 0 else ""
    for place, value in enumerate(row):
        if place > 0:
            text += "" if missing == place else delimiter
            text += delimiter if extra == place else ""
        is_quoted = place in ALWAYS_QUOTED or "," in value or '"' in value
        cell = mark + value.replace('"', escape + '"') + mark if is_quoted else value
        text += (mark if stray == place else "") + cell
    return text + end


def make(directory, step):
    for name in ("csv", "clean"):
        os.makedirs(f"{directory}/{name}", exist_ok=True)

    def save(name, text, clean):
        with open(f"{directory}/csv/{name}.csv", "wb") as file:
            file.write(text.encode())
        with open(f"{directory}/clean/{name}.csv", "w", newline="") as file:
            csv.writer(file, dialect="unix").writerows(clean)

    rows = source()
    table = [HEADER] + rows
    whole = lambda **how: "".join(line(row, **how) for row in table)
    save("source", whole(), table)
    save("file_no_payload", "", [])
    save("file_no_trailing_newline", whole()[:-2], table)
    save("file_double_trailing_newline", whole() + "\r\n", table)
    save("file_no_header", "".join(map(line, rows)), rows)
    for count in (2, 3):
        joined = [" ".join([name] * count) for name in HEADER]
        save(f"file_header_multirow_{count}", line(HEADER) * (count - 1) + whole(), [joined] + rows)
    save("file_preamble", "PREAMBLE,,,,,,,,\r\n,,,,,,,,\r\n" + whole(), table)
    for name, width in (("less", 8), ("same", 9), ("more", 10)):
        other = [(row + ["col1" if number == 0 else ""])[:width] for number, row in enumerate(table[:83])]
        save(f"file_multitable_{name}", whole() + "".join(map(line, other)), table)
    save("file_header_only", line(HEADER), [HEADER])
    save("file_one_data_row", line(HEADER) + line(rows[0]), [HEADER, rows[0]])
    for name, how in {
        "record_delimiter_0xA": {"end": "\n"}, "record_delimiter_0xD": {"end": "\r"},
        "field_delimiter_0x3B": {"delimiter": ";"}, "field_delimiter_0x9": {"delimiter": "\t"},
        "field_delimiter_0x2C_0x20": {"delimiter": ", "}, "field_delimiter_0x20": {"delimiter": " "},
        "quotation_char_0x27": {"mark": "'"}, "escape_char_0x5C": {"escape": "\\"}, "escape_char_0x00": {"escape": ""},
    }.items():
        save(f"file_{name}", whole(**how), table)
    for number in range(0, 84, step):
        def spoiled(**how):
            return "".join(line(row, **(how if place == number else {})) for place, row in enumerate(table))

        save(f"row_field_delimiter_{number}", spoiled(delimiter=" "), table)
        for place in range(9):
            save(f"row_more_sep_{number}_{place}", spoiled(extra=place), table)
            if place:
                save(f"row_less_sep_{number}_{place}", spoiled(missing=place), table)
            clean = [list(row) for row in table]
            clean[number][place] = '"' + clean[number][place]
            save(f"row_extra_quote_{number}_{place}", spoiled(stray=place), clean)


def load_dropmill(path):
    program = os.environ["DROPMILL"]
    result = subprocess.run([program, "tables", "convert", path, "--quiet"], capture_output=True, check=True)
    return list(csv.reader(io.StringIO(result.stdout.decode(), newline="")))


def load_csv_sniffer(path):
    text = open(path, encoding="utf-8", newline="").read()
    return list(csv.reader(io.StringIO(text, newline=""), csv.Sniffer().sniff(text))) if text else []


def load_clevercsv(path):
    import clevercsv
    text = open(path, encoding="utf-8", newline="").read()
    return list(clevercsv.reader(io.StringIO(text, newline=""), clevercsv.Sniffer().sniff(text))) if text else []


def load_duckdb(path):
    import duckdb
    if os.path.getsize(path) == 0:
        return []
    options = "null_padding=true, strict_mode=false, ignore_errors=true"
    result = duckdb.connect().execute(f"select * from read_csv('{path}', all_varchar=true, {options})")
    has_header = duckdb.connect().execute(f"select HasHeader from sniff_csv('{path}', {options})").fetchone()[0]
    rows = [["" if cell is None else cell for cell in row] for row in result.fetchall()]
    return ([[column[0] for column in result.description]] if has_header else []) + rows


def load_pandas(path):
    import pandas
    if os.path.getsize(path) == 0:
        return []
    frame = pandas.read_csv(
        path, sep=None, engine="python", dtype=str, keep_default_na=False, on_bad_lines="warn")
    return [list(frame.columns)] + frame.values.tolist()


def load_polars(path):
    import polars
    if os.path.getsize(path) == 0:
        return []
    frame = polars.read_csv(path, infer_schema=False, ignore_errors=True, truncate_ragged_lines=True)
    return [frame.columns] + [["" if cell is None else cell for cell in row] for row in frame.rows()]


def load(system, directory, out):
    os.makedirs(out, exist_ok=True)
    loader = globals()[f"load_{system}"]
    for name in sorted(os.listdir(f"{directory}/csv")):
        try:
            rows = loader(f"{directory}/csv/{name}")
        except Exception:  # A system that fails on a file has loaded nothing of it.
            continue
        with open(f"{out}/{name}", "w", newline="") as file:
            csv.writer(file, dialect="unix").writerows(rows)


def measures(expected, loaded):
    common, size, other = sum((expected & loaded).values()), sum(expected.values()), sum(loaded.values())
    if size == 0:
        return [1, 1, 1]
    if common == 0:
        return [0, 0, 0]
    precision, recall = common / size, common / other
    return [precision, recall, 2 * precision * recall / (precision + recall)]


def score_of(clean, path):
    if not os.path.exists(path):
        return 0
    expected = list(csv.reader(open(clean, newline="")))
    loaded = list(csv.reader(open(path, newline="")))
    if not expected:
        return 10
    header = lambda rows: Counter(cell.lower() for cell in (rows[0] if rows else []))
    records = lambda rows: Counter("".join(row).lower() for row in rows[1:])
    cells = lambda rows: Counter(cell for row in rows for cell in row)
    return 1 + sum(sum(measures(part(expected), part(loaded))) for part in (header, records, cells))


if __name__ == "__main__":
    task, *words = sys.argv[1:]
    if task == "make":
        make(words[0], int(words[1]) if len(words) > 1 else 1)
    elif task == "load":
        load(*words)
    else:
        directory, out = words
        names = os.listdir(f"{directory}/csv")
        print(sum(score_of(f"{directory}/clean/{name}", f"{out}/{name}") for name in names) / len(names))
