type Attributes = Record<string, string | boolean | undefined>

/** Turn what follows them around, to make it look like something else. */
const overrides = /[\u202a-\u202e]/g

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
  it.append(...children.map((child) => (typeof child === 'string' ? child.replace(overrides, '') : child)))
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

/** Words for who cannot see the rest. */
export function unseen(text: string): HTMLElement {
  return element('span', { class: 'unseen' }, `${text} `)
}

/** Text whose direction is its own, whatever stands around it. */
export function own(text: string, attributes: Attributes = {}): HTMLElement {
  return element('bdi', attributes, text)
}
