// Run with: npm test
import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces, reduce } from "./kern.mjs";

test("a rule of a family nobody uses is left out", () => {
  assert.equal(reduce(".kern-card{color:red}.kern-link{color:blue}"), ".kern-link{color:blue}");
});

test("of a list of selectors only those in use are kept", () => {
  assert.equal(reduce(".kern-card,.kern-link,a{color:blue}"), ".kern-link,a{color:blue}");
});

test("an empty media query disappears with its rules", () => {
  assert.equal(reduce("@media print{.kern-card{color:red}}@media print{a{color:red}}"), "@media print{a{color:red}}");
});

test("key frames and statements stay as they are", () => {
  assert.equal(reduce('@charset "UTF-8";@import "x";@keyframes a{from{top:0}}'), '@import "x";@keyframes a{from{top:0}}');
});

test("braces inside quotes open nothing", () => {
  assert.deepEqual(pieces('a::before{content:"}{"}b{top:0}'), [
    ["a::before", 'content:"}{"'],
    ["b", "top:0"],
  ]);
});
