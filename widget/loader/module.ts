import type { Widget, WidgetOptions } from '../contract.ts'
import { startWidget } from './widget.ts'

const files = new URL('.', import.meta.url).href

/** For pages that are built with modules: `import { createWidget } from 'https://…/widget/widget.js'`. */
export function createWidget(options: WidgetOptions & { parent?: Element }): Widget {
  return startWidget(options, files, options.parent ?? document.body)
}

/** `<switchboard-chat store="…" api="…" name="…" locale="…" theme="…">`: there as long as the element is. */
class SwitchboardChat extends HTMLElement {
  static observedAttributes = ['locale', 'theme']
  widget: Widget | undefined

  connectedCallback(): void {
    const options = Object.fromEntries(Array.from(this.attributes, ({ name, value }) => [name, value]))
    this.widget = startWidget(options, files, this)
  }

  disconnectedCallback(): void {
    this.widget?.destroy()
    this.widget = undefined
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (name === 'locale') this.widget?.setLocale(value ?? '')
    if (name === 'theme') this.widget?.setTheme(value ?? '')
  }
}

customElements.define('switchboard-chat', SwitchboardChat)
