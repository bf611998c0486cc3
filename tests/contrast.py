"""Contrast of text as WCAG 2 counts it, measured on a page in the browser."""

from __future__ import annotations

from typing import Any

from tests.browser import Browser

# Everything painted under the middle of a text is laid over one another, the text on top.
_MEASURE = """
const ctx = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
const known = new Map();
function rgba(colour) {
  if (!known.has(colour)) {
    ctx.clearRect(0, 0, 1, 1); ctx.fillStyle = '#0000'; ctx.fillStyle = colour;
    ctx.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = ctx.getImageData(0, 0, 1, 1).data;
    known.set(colour, [r, g, b, a / 255]);
  }
  return known.get(colour);
}
const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3]));
function luminance(rgb) {
  const [r, g, b] = rgb.map(v => v / 255).map(
    v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function opacity(element) {
  let found = 1;
  for (let at = element; at; at = at.parentElement) found *= +getComputedStyle(at).opacity;
  return found;
}
function paint(element, text) {
  const style = getComputedStyle(element);
  const svg = element instanceof SVGElement && !(element instanceof SVGSVGElement);
  if (!text && svg && element instanceof SVGTextContentElement) return [0, 0, 0, 0];
  const colour = text ? (svg ? style.fill : style.color) : svg ? style.fill : style.backgroundColor;
  const found = colour === 'none' || colour.startsWith('url') ? [0, 0, 0, 0] : [...rgba(colour)];
  found[3] *= opacity(element) * (svg ? +style.fillOpacity : 1);
  return found;
}
// Not as an element: a page's own policy may refuse that.
const all = new CSSStyleSheet();
all.replaceSync('* { pointer-events: auto !important }');
const sheets = document.adoptedStyleSheets;
document.adoptedStyleSheets = [...sheets, all];
const probe = document.createElement('div');
probe.style.backgroundColor = 'Canvas';
document.body.append(probe);
const base = rgba(getComputedStyle(probe).backgroundColor);
probe.remove();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const out = [];
while (walk.nextNode()) {
  const node = walk.currentNode, element = node.parentElement;
  if (!node.data.trim() || ['SCRIPT', 'STYLE', 'OPTION'].includes(element.tagName)) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getClientRects()[0];
  if (!box || !box.width || !box.height) continue;
  const stack = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const at = stack.indexOf(element);
  if (at < 0) continue;
  let under = base.slice(0, 3);
  const svg = element instanceof SVGElement;
  for (const each of stack.slice(svg ? at + 1 : at).reverse()) under = over(paint(each), under);
  const ink = over(paint(element, true), under);
  const [a, b] = [luminance(ink), luminance(under)].sort((x, y) => y - x);
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  out.push({
    ratio: (a + 0.05) / (b + 0.05), text: node.data.trim().slice(0, 60),
    large: size >= 24 || (size >= 18.66 && +style.fontWeight >= 700),
    ink: ink.map(Math.round), ground: under.map(Math.round),
    element: element.tagName + '.' + (element.getAttribute('class') || ''),
  });
}
document.adoptedStyleSheets = sheets;
return out;
"""


def contrasts(browser: Browser) -> list[dict[str, Any]]:
    """Measure each text that is seen in the window: ratio, text, ink, ground, element."""
    found: list[dict[str, Any]] = browser.driver.execute_script(_MEASURE)
    return found


def too_pale(browser: Browser) -> list[dict[str, Any]]:
    """Give the texts that WCAG's level AA finds too pale: under 4.5, or 3 where large."""
    measured = contrasts(browser)
    return [one for one in measured if one["ratio"] < (3 if one["large"] else 4.5)]
