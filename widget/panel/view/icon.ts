/** An icon of 24 by 24, drawn as lines in the colour of the text. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.ariaHidden = 'true'
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

/** The arrow points down; style sheets turn it. */
export const icons = {
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  arrow: 'M12 5v14m-6-6 6 6 6-6',
  person: 'M8 8a4 4 0 1 0 8 0 4 4 0 1 0-8 0M4.5 20a7.5 6 0 0 1 15 0',
  fresh: 'M12 5v14M5 12h14',
  save: 'M12 4v11m-5-5 5 5 5-5M5 20h14',
  find: 'M4 11a7 7 0 1 0 14 0 7 7 0 1 0-14 0M16 16l4.5 4.5',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  alert: 'M12 8v5m0 3.5h.01M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0',
  box: 'm4 8 8-4 8 4v8l-8 4-8-4zl8 4 8-4m-8 4v8',
  bubble: 'M12 4a8 7.5 0 1 1-3.2 14.4L4.5 20l1.2-3.6A8 7.5 0 0 1 12 4Z',
  thumb: 'M7 11v9H4v-9zl4-7c3 0 2 4 1.5 6H19l-2 10H7',
} as const
