import { type Html, html } from './html.ts'

/** Line drawings of 24 by 24, in the colour of the text beside them; words stand beside or around them. */
export const icons = {
  search: icon(html`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>`),
  light: icon(
    html`<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M18.4 5.6L17 7M7 17l-1.4 1.4"/>`,
  ),
  dark: icon(html`<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>`),
  person: icon(html`<circle cx="12" cy="8.5" r="3.5"/><path d="M5 20c.8-3.6 3.5-5.5 7-5.5s6.2 1.9 7 5.5"/>`),
  happened: icon(html`<path d="M4 7h7M8 12h9M13 17h7"/><path d="M4 12h.1M4 17h4M16 7h4" opacity=".45"/>`),
  close: icon(html`<path d="M6 6l12 12M18 6L6 18"/>`),
  chat: icon(html`<path d="M20 11.5a7.5 7.5 0 0 1-11 6.6L4.5 19.5l1.4-4.1A7.5 7.5 0 1 1 20 11.5z"/>`),
  parcel: icon(html`<path d="M4 8l8-4 8 4v8.5l-8 4-8-4z"/><path d="M4 8l8 4 8-4M12 12v8.5M8 6l8 4"/>`),
  copy: icon(
    html`<rect x="8.5" y="8.5" width="11" height="11" rx="2.5"/><path d="M5.5 15.5h-1V6a1.5 1.5 0 0 1 1.5-1.5h9.5v1"/>`,
  ),
  next: icon(html`<path d="M9.5 6l6 6-6 6"/>`),
} as const satisfies Record<string, Html>

function icon(drawing: Html): Html {
  return html`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">${drawing}</svg>`
}
