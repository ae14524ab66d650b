// The search: listings.js calls showListings with all of them, one list each, in the order that
// SearchChannel.swift says. What is looked for stands in the address, to be kept and sent.
"use strict";

const columns = ["slug", "headline", "place", "priceText", "price", "deal", "kind", "bedrooms",
  "bathrooms", "area", "metres", "day", "number", "words", "photo", "width", "height", "unit",
  "status"];
const deals = ["For sale", "To rent", "Short let"];
const kinds = ["house", "apartment", "land", "commercial", "room", "other"];
const orders = {
  "": (a, b) => (a.day < b.day) - (a.day > b.day) || a.number - b.number,
  cheap: (a, b) => (a.price || Infinity) - (b.price || Infinity) || a.number - b.number,
  dear: (a, b) => b.price - a.price || a.number - b.number,
  large: (a, b) => b.metres - a.metres || a.number - b.number,
};
const perStep = 24;
const part = (id) => document.getElementById(id);

// Letters without their marks, so that “Sao” finds “São”.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
// As people write amounts: “250,000”, “250 000”, “99.50”, “1.2m”, “80k”. 0 is none.
function figure(text) {
  const [, digits, scale] = text.toLowerCase().match(/([0-9][0-9., '’]*)\s*(k|m)?/) || [, "", ""];
  const [, whole, fraction] = digits.trim().match(/^(.*?)(?:[.,]([0-9]{1,2}))?$/);
  const amount = Number(`${whole.replace(/[^0-9]/g, "")}.${fraction || 0}`);
  return amount * ({ k: 1e3, m: 1e6 }[scale] || 1);
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

function picture(listing) {
  const art = element("div", listing.photo ? "art photo" : `art tone-${listing.number % 6 + 1}`);
  const image = element("img");
  image.src = listing.photo ? `photos/${listing.photo}` : `art/${kinds[listing.kind]}.svg`;
  image.alt = listing.photo ? `${listing.headline}, photo` : "";
  image.width = listing.width || 400;
  image.height = listing.height || 250;
  image.loading = "lazy";
  art.append(image);
  const badge = listing.status || deals[listing.deal];
  if (badge) art.append(element("span", "badge", badge));
  return art;
}

function card(listing) {
  const link = element("a", "", listing.headline);
  link.href = `listings/${listing.slug}.html`;
  link.dir = "auto";
  const text = element("div", "card-text",
    element("p", listing.price ? "price" : "price no-figure", listing.priceText),
    element("h3", "", link));
  if (listing.place) text.append(element("p", "place", listing.place));
  const facts = [];
  const count = (number, one) => facts.push(`${number} ${one}${String(number) === "1" ? "" : "s"}`);
  if (listing.bedrooms) count(listing.bedrooms, "bed");
  if (listing.bathrooms && listing.bathrooms !== "0") count(listing.bathrooms, "bath");
  if (listing.area) facts.push(listing.area);
  if (facts.length) {
    text.append(element("p", "card-facts", ...facts.map((fact) => element("span", "", fact))));
  }
  return element("li", "card", picture(listing), text);
}

// So that a search can be sent to somebody. Some browsers refuse it for a page from a disk.
function remember(address) {
  try {
    history.replaceState(null, "", address);
  } catch (refusal) {
    console.info(refusal.message);
  }
}

function showListings(rows) {
  const listings = rows.map((row) => {
    const listing = {};
    columns.forEach((name, index) => { listing[name] = row[index]; });
    listing.found = plain(`${listing.headline} ${listing.place} ${listing.words}`);
    return listing;
  });
  const form = part("search");
  // Only what is asked in one currency and for one time can be compared: the commonest first.
  const counts = new Map();
  for (const { unit } of listings) if (unit) counts.set(unit, (counts.get(unit) || 0) + 1);
  const units = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  part("unit").append(...units.map((unit) => new Option(unit, unit)));
  part("unit").parentElement.hidden = units.length < 2;
  const fields = [...form.elements].filter((field) => field.name);
  let matches = [];
  let shown = 0;

  function more() {
    const next = matches.slice(shown, shown + perStep);
    part("results").append(...next.map(card));
    shown += next.length;
    part("more").hidden = shown >= matches.length;
  }

  function search() {
    const wish = Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
    const query = new URLSearchParams(Object.entries(wish).filter(([, value]) => value));
    const isAsked = query.size > 0;
    const words = plain(wish.text).split(/\s+/).filter(Boolean);
    const low = figure(wish.low);
    const high = figure(wish.high);
    const isByPrice = low || high || wish.sort === "cheap" || wish.sort === "dear";
    const unit = wish.unit || (isByPrice && units.length > 1 ? units[0] : "");
    const fits = (listing) => words.every((word) => listing.found.includes(word))
      && (!wish.deal || listing.deal === Number(wish.deal))
      && (!wish.kind || listing.kind === Number(wish.kind))
      && listing.bedrooms >= Number(wish.bedrooms)
      && (!unit || listing.unit === unit)
      && (!low || listing.price >= low)
      && (!high || (listing.price > 0 && listing.price <= high));
    matches = isAsked ? listings.filter(fits).sort(orders[wish.sort] || orders[""]) : [];
    shown = 0;
    part("results").replaceChildren();
    const count = matches.length === 1 ? "1 listing"
      : `${matches.length.toLocaleString("en")} listings`;
    part("found").textContent = !isAsked ? "" : unit ? `${count} with prices in ${unit}` : count;
    part("lists").hidden = isAsked;
    more();
    remember(isAsked ? `?${query}` : location.pathname);
  }

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = fields.find((field) => field.name === name);
    if (field) field.value = value;
  }
  form.hidden = false;
  part("without").hidden = true;
  form.addEventListener("input", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  part("more").addEventListener("click", () => {
    const first = shown;
    more();
    part("results").children[first]?.querySelector("a").focus();
  });
  if (location.search) search();
}
