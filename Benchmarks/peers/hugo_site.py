"""Builds a site of COUNT listings with hugo, pages of about BYTES each; prints the seconds of the build, and
how many pages it has with hugo's lists.

The page's fixed part is literal text of the template, the cheapest that hugo can write.
"""
import json
import os
import random
import subprocess
import sys
import sysconfig
import time

directory, count, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
CONFIGURATION = """baseURL = "https://example.org/"
title = "Listings"
[taxonomies]
city = "cities"
[pagination]
pagerSize = 50
"""
BASE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
    '<link rel="canonical" href="{{ .Permalink }}"></head><body><header><a href="/">Home</a></header>'
    '<main>{{ block "main" . }}{{ end }}</main></body></html>'
)
SINGLE = (
    '{{ define "main" }}<article><h1>{{ .Title }}</h1><dl><dt>Price</dt><dd>{{ .Params.price }}</dd>'
    "<dt>City</dt><dd>{{ .Params.cityname }}</dd><dt>Beds</dt><dd>{{ .Params.beds }}</dd></dl>"
    "{{ .Content }}<footer>FILLER</footer></article>{{ end }}"
)
LIST = (
    '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range (.Paginate .RegularPages).Pages }}'
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.price }}</li>{{ end }}</ul>{{ end }}'
)
WORDS = ["quiet", "garden", "balcony", "renovated", "near the park", "two lifts", "sea view"]


def write(path, text):
    path = os.path.join(directory, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def page(number, chance):
    city = f"City {chance.randrange(6)}"
    head = {
        "title": f"Flat, no {number}", "price": chance.randrange(50000, 900000), "cityname": city,
        "cities": [city], "beds": chance.randrange(6),
    }
    return f"---\n{json.dumps(head)}\n---\n" + " ".join(chance.choice(WORDS) for _ in range(60))


write("hugo.toml", CONFIGURATION)
write("layouts/_default/baseof.html", BASE)
write("layouts/_default/list.html", LIST)
write("layouts/_default/single.html", SINGLE.replace("FILLER", "x" * max(0, size - 1000)))
chance = random.Random(1)
for number in range(count):
    write(f"content/listings/l{number}.md", page(number, chance))
hugo = os.path.join(sysconfig.get_path("scripts"), "hugo")
start = time.monotonic()
subprocess.run([hugo, "--source", directory, "--quiet"], check=True, stdout=subprocess.DEVNULL)
seconds = time.monotonic() - start
pages = sum(name.endswith(".html") for _, _, names in os.walk(os.path.join(directory, "public")) for name in names)
print(seconds, pages)
