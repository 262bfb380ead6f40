type Attributes = Record<string, string | boolean | undefined>
type Child = Node | string

/** Turn what follows them around, to make it look like something else. */
const overrides = /[\u202a-\u202e]/g

/**
 * An element by its name and classes (`p.quiet.small`), with attributes and children, by the DOM and nothing else: text
 * stays text, and there is no markup to inject into. `true` sets an empty attribute, `false` and `undefined` none.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  name: Tag | `${Tag}.${string}`,
  attributes?: Attributes,
  ...children: Child[]
): HTMLElementTagNameMap[Tag]
export function element(name: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  const [tag = '', ...classes] = name.split('.')
  const it = document.createElement(tag)
  if (classes.length > 0) it.className = classes.join(' ')
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) it.setAttribute(key, value === true ? '' : value)
  }
  it.append(...children.map((child) => (typeof child === 'string' ? child.replace(overrides, '') : child)))
  return it
}

/** `classes` as in `element`: `.answer.primary`. */
export function button(
  classes: '' | `.${string}`,
  attributes: Attributes,
  onClick: () => void,
  ...children: Child[]
): HTMLButtonElement {
  const it = element(`button${classes}`, { type: 'button', ...attributes }, ...children)
  it.addEventListener('click', onClick)
  return it
}

/** Words for who cannot see the rest. */
export function unseen(text: string): HTMLElement {
  return element('span.unseen', {}, `${text} `)
}

/** Text whose direction is its own, whatever stands around it. */
export function own(text: string, attributes: Attributes = {}): HTMLElement {
  return element('bdi', attributes, text)
}
