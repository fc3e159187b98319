/**
 * Runs in the page: what reaches out of its panel, what is cut through its middle, and which texts
 * lie upon one another. The test reads this file, strips its types and evaluates it.
 */
interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A line of text: where its signs stand, and how much of that shows. */
interface Ink {
  words: string;
  element: Element;
  whole: Area;
  shown: Area;
}

/** Borders and rounding, in pixels of the screen. */
const TOLERANCE_PX = 2;
/** Boxes that hold what they show: a page scrolls, they do not spill. */
const BOXES = '.panel, .incident-panel, .top-bar, .honesty, .step-card, .incident-head, .notice';

function findLayoutFaults(): string[] {
  const faults: string[] = [];
  for (const box of document.querySelectorAll(BOXES)) {
    const outer = box.getBoundingClientRect();
    const inks = inksOf(box);
    const found = [...inks.flatMap((ink) => spills(ink, outer)), ...overlaps(inks)];
    faults.push(...found.map((fault) => `${box.className}: ${fault}`));
  }
  return [...new Set(faults)];
}

/** Text that can be seen; what a scroll box holds is its own affair. */
function inksOf(box: Element): Ink[] {
  const inks: Ink[] = [];
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement!;
    const words = node.textContent?.trim() ?? '';
    if (words === '' || isElsewhere(element, box)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const whole = signsIn(rect, element);
      const shown = clip(whole, element, box);
      const isSeen = shown.right - shown.left > 1 && shown.bottom - shown.top > TOLERANCE_PX;
      if (isSeen) inks.push({ words: `"${words.slice(0, 30)}"`, element, whole, shown });
    }
  }
  return inks;
}

/** Not drawn, for ears only, in a drawing, or in a box that scrolls by itself. */
function isElsewhere(element: Element, box: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true })) return true;
  if (element.closest('svg, .sr-only') !== null) return true;
  for (let each: Element | null = element; each !== null && each !== box; ) {
    const { overflowX, overflowY, clipPath } = getComputedStyle(each);
    if (clipPath !== 'none') return true;
    if ([overflowX, overflowY].some((flow) => flow === 'auto' || flow === 'scroll')) return true;
    each = each.parentElement;
  }
  return false;
}

/** A line's box is higher than its signs, by as much as the typeface leaves above and below. */
function signsIn({ left, right, top, bottom }: DOMRect, element: Element): Area {
  const size = Number.parseFloat(getComputedStyle(element).fontSize);
  const air = Math.max(0, (bottom - top - size) / 2);
  return { left, right, top: top + air, bottom: bottom - air };
}

function clip(whole: Area, element: Element, box: Element): Area {
  let shown = whole;
  for (let each: Element | null = element; each !== null; each = each.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(each);
    const rect = each.getBoundingClientRect();
    if (overflowX !== 'visible') {
      const [left, right] = [Math.max(shown.left, rect.left), Math.min(shown.right, rect.right)];
      shown = { ...shown, left, right };
    }
    if (overflowY !== 'visible') {
      const [top, bottom] = [Math.max(shown.top, rect.top), Math.min(shown.bottom, rect.bottom)];
      shown = { ...shown, top, bottom };
    }
    if (each === box) break;
  }
  return shown;
}

function spills({ words, shown, whole }: Ink, outer: Area): string[] {
  const out = [
    outer.left - shown.left,
    shown.right - outer.right,
    outer.top - shown.top,
    shown.bottom - outer.bottom,
  ];
  const worst = Math.round(Math.max(...out));
  if (worst > TOLERANCE_PX) return [`${words} reaches ${worst} px out of it`];
  const cut = Math.round(whole.bottom - whole.top - (shown.bottom - shown.top));
  return cut > TOLERANCE_PX ? [`${words} is cut through, ${cut} px of it are lacking`] : [];
}

/** Texts of different elements that share more than a hair of the screen. */
function overlaps(inks: readonly Ink[]): string[] {
  return inks.flatMap((one, index) =>
    inks
      .slice(index + 1)
      .filter((other) => other.element !== one.element && lieUpon(one.shown, other.shown))
      .map((other) => `${one.words} and ${other.words} lie upon one another`),
  );
}

function lieUpon(a: Area, b: Area): boolean {
  const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return x > TOLERANCE_PX && y > TOLERANCE_PX;
}

findLayoutFaults();
