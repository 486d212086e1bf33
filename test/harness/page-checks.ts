import type { Page } from 'playwright-core';

/** Everything that is wrong with what stands on the page now, in words. Nothing at all when it is fine. */
export async function faultsOf(page: Page, { touch }: { touch: boolean }): Promise<string[]> {
  return page.evaluate(lookForFaults, { touch, leastHeight: 40, leastContrast: 4.5 });
}

// Runs in the browser, so it stands on nothing from outside of it.
function lookForFaults(limits: {
  touch: boolean;
  leastHeight: number;
  leastContrast: number;
}): string[] {
  const faults: string[] = [];
  const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const inSight = (element: Element) => {
    const { top, bottom, left, right, width } = element.getBoundingClientRect();
    return width > 1 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  };
  /** Whether it has words of its own, beside what its children say. */
  const says = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
  const nameOf = (element: Element) => {
    const by = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const labels = 'labels' in element ? [...((element.labels as NodeListOf<Element>) ?? [])] : [];
    const texts = [...by.map((id) => document.getElementById(id)), ...labels].map(
      (one) => one?.textContent,
    );
    const own = element.matches('input, textarea, select') ? '' : element.textContent;
    return [element.getAttribute('aria-label'), ...texts, own, element.getAttribute('title')].find(
      (text) => text?.trim(),
    );
  };
  const called = (element: Element) =>
    `<${element.tagName.toLowerCase()}> "${(nameOf(element) ?? element.className).trim().slice(0, 50)}"`;

  if (!document.documentElement.lang) faults.push('the page names no language');
  if (!document.title) faults.push('the page has no title');
  if (document.querySelectorAll('main').length !== 1) faults.push('not exactly one <main>');
  if (document.querySelectorAll('h1').length !== 1) faults.push('not exactly one <h1>');
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of ids)
    if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`two elements have the id ${id}`);
  const controls =
    'button, a[href], input, textarea, select, [role=button], [role=tab], [role=dialog], nav, aside';
  for (const element of document.querySelectorAll(controls)) {
    if (shown(element) && !nameOf(element)) faults.push(`${called(element)} has no name`);
  }
  for (const image of document.querySelectorAll('img, svg')) {
    const hidden = image.closest('[aria-hidden=true]') !== null;
    if (!hidden && !image.hasAttribute('alt') && !nameOf(image))
      faults.push(`${called(image)} has no text for those who cannot see it`);
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth)
    faults.push(`the page is ${scrollWidth} px wide in a window of ${clientWidth}`);
  for (const pane of document.querySelectorAll('main, main *')) {
    const style = getComputedStyle(pane);
    if (
      style.overflowX === 'auto' &&
      pane.scrollWidth > pane.clientWidth + 1 &&
      !pane.matches('pre')
    )
      faults.push(`${called(pane)} scrolls sideways`);
  }
  if (limits.touch) {
    for (const button of document.querySelectorAll('button, select, [role=option]')) {
      const { height } = button.getBoundingClientRect();
      // A link within a sentence has the height of its line.
      const inText = button.parentElement ? says(button.parentElement) : false;
      if (shown(button) && inSight(button) && !inText && height < limits.leastHeight - 0.5)
        faults.push(`${called(button)} is ${Math.round(height)} px high`);
    }
  }

  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const over = (top: number[], below: number[]) => {
    const alpha = top[3] ?? 1;
    return [0, 1, 2].map((index) => (top[index] ?? 0) * alpha + (below[index] ?? 0) * (1 - alpha));
  };
  const behind = (element: Element | null): number[] => {
    if (element === null) return [255, 255, 255];
    const colour = channels(getComputedStyle(element).backgroundColor);
    return (colour[3] ?? 1) >= 1 ? colour : over(colour, behind(element.parentElement));
  };
  const luminance = (colour: number[]) => {
    const [red = 0, green = 0, blue = 0] = colour
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (
      !says(element) ||
      !shown(element) ||
      !inSight(element) ||
      element.matches(':disabled, .sr-only, option')
    )
      continue;
    const style = getComputedStyle(element);
    const back = behind(element);
    const front = luminance(over(channels(style.color), back));
    const [light, dark] = [front, luminance(back)].sort((a, b) => b - a) as [number, number];
    const large = Number.parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700;
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < (large ? 3 : limits.leastContrast))
      faults.push(
        `${called(element)} has a contrast of ${contrast.toFixed(1)} (${style.color} on ${back.map(Math.round)})`,
      );
  }
  return [...new Set(faults)];
}
