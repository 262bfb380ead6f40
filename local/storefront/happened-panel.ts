import { type Html, html } from './html.ts'
import { icons } from './icons.ts'

/** The frame of what the demo shows beside the shop: how the agents work on this visitor's conversation. */
export function happenedPanel(examples: readonly string[]): Html {
  return html`<aside class="happened" id="happened" aria-labelledby="happened-title" data-happened-panel hidden>
<div class="grip" role="separator" aria-orientation="vertical" aria-label="Width of what happened" tabindex="0" data-grip></div>
<header><div><h2 id="happened-title">What happened</h2><p>Only in the demo: who works on it, and why</p></div>
<button type="button" class="tool" data-happened-close>${icons.close}<span class="unseen">Close what happened</span></button></header>
<p class="trouble" role="status" data-happened-trouble hidden></p>
<div class="turns" tabindex="0" role="region" aria-labelledby="happened-title" data-happened-turns></div>
<div class="invitation" data-happened-invitation>
<svg viewBox="0 0 320 96" aria-hidden="true"><rect x="0" y="10" width="66" height="12" rx="6" class="router"/><rect x="78" y="36" width="150" height="12" rx="6" class="order"/><rect x="78" y="62" width="96" height="12" rx="6" class="product"/><path d="M180 68h86M234 42h32" class="waiting"/><circle cx="290" cy="55" r="8" class="reply"/></svg>
<h3>Ask something in the chat</h3>
<p>Then see here who works on it: the route and its reasons, agents side by side, their tools, tokens and cost.</p>
<ul>${examples.map((it) => html`<li><button type="button" class="try" data-ask="${it}">${it}</button></li>`)}</ul>
</div>
</aside>`
}
