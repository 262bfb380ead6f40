import cards from './styles/cards.css'
import changes from './styles/change.css'
import composing from './styles/composer.css'
import forms from './styles/forms.css'
import frame from './styles/frame.css'
import header from './styles/header.css'
import messages from './styles/log.css'
import modes from './styles/modes.css'

let sheet: CSSStyleSheet | undefined

/** A constructed style sheet: no policy of the page stands in its way. */
export function addStyles(root: ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(frame + header + messages + cards + changes + forms + composing + modes)
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet)
}
