type Attributes = Readonly<Record<string, string | boolean | undefined>>
type Child = Node | string | undefined | readonly Child[]

/** An element by the DOM alone: text stays text, so that a trace can hold whatever it likes. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const it = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) it.setAttribute(name, '')
    else if (typeof value === 'string') it.setAttribute(name, value)
  }
  append(it, children)
  return it
}

function append(it: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined) continue
    if (typeof child === 'string' || child instanceof Node) it.append(child)
    else append(it, child)
  }
}

/** The page's one element of this kind; throws if the page has none. */
export function found(selector: string, within: ParentNode = document): HTMLElement {
  const it = within.querySelector(selector)
  if (!(it instanceof HTMLElement)) throw new Error(`The page has no ${selector}`)
  return it
}

export function all(selector: string, within: ParentNode = document): HTMLElement[] {
  return [...within.querySelectorAll(selector)].filter((it) => it instanceof HTMLElement)
}
