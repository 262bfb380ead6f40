type Attributes = Record<string, string | boolean | undefined>

/**
 * An element with attributes and children, by the DOM and nothing else: text stays text, and there is no markup to
 * inject into. `true` sets an empty attribute, `false` and `undefined` none.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const it = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) it.setAttribute(name, '')
    else if (typeof value === 'string') it.setAttribute(name, value)
  }
  it.append(...children)
  return it
}

export function button(
  attributes: Attributes,
  onClick: () => void,
  ...children: (Node | string)[]
): HTMLButtonElement {
  const it = element('button', { type: 'button', ...attributes }, ...children)
  it.addEventListener('click', onClick)
  return it
}

export function icon(...paths: string[]): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  for (const path of paths) {
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    line.setAttribute('d', path)
    svg.append(line)
  }
  return svg
}

export const icons = {
  close: ['M6 6l12 12', 'M18 6 6 18'],
  more: ['M5.5 12h.01', 'M12 12h.01', 'M18.5 12h.01'],
  send: ['M12 19V5', 'm6 11 6-6 6 6'],
  person: ['M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z', 'M4.5 20c.9-3.4 3.9-5 7.5-5s6.6 1.6 7.5 5'],
  fresh: ['M12 5v14', 'M5 12h14'],
  copy: ['M9 9h10v11H9z', 'M5 15V4h10'],
  outward: ['M8 16 16 8', 'M9.5 8H16v6.5'],
  onward: ['M5 12h14', 'm13 6 6 6-6 6'],
  check: ['m5 12.5 4.5 4.5L19 7.5'],
  down: ['M12 5v14', 'm6 13 6 6 6-6'],
  alert: ['M12 8v5', 'M12 16.5h.01', 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z'],
  box: ['M4 8l8-4 8 4v8l-8 4-8-4z', 'm4 8 8 4 8-4', 'M12 12v8'],
} as const
