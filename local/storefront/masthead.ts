import { type Html, html } from './html.ts'
import { icons } from './icons.ts'
import type { Shop, Visit } from './page.ts'

/** The top of every page: the shop's name, where to go, and who is there. */
export function masthead(shop: Shop, visit: Visit): Html {
  const isOrders = visit.path.startsWith('/orders')
  return html`<header class="top">
<a class="brand" href="/">${logo}<span>${shop.name}</span></a>
<nav aria-label="Shop"><a href="/"${isOrders ? undefined : current}>Shop</a><a href="/orders"${isOrders ? current : undefined}>My orders</a></nav>
<div class="tools">
<button type="button" class="tool" data-theme-switch hidden><span class="if-light">${icons.dark}</span><span class="if-dark">${icons.light}</span><span class="unseen">Switch between light and dark</span></button>
<button type="button" class="tool worded" data-happened-switch aria-controls="happened" aria-expanded="false" hidden>${icons.happened}<span>What happened</span></button>
${account(shop, visit)}
</div>
</header>`
}

/** One click makes a visitor one of the demo customers. */
export function logInChoices(shop: Shop, visit: Visit): Html {
  const here = visit.customer?.customerId
  return html`<form class="people" method="post" action="/log-in"><input type="hidden" name="back" value="${visit.path}">
${shop.demoCustomers.map(
  (
    it,
  ) => html`<button class="who" name="customer" value="${it.customerId}"${it.customerId === here ? pressed : undefined}>
${initials(it.name)}<span><b>${it.name}</b><small>${it.story}</small></span></button>`,
)}</form>`
}

function account(shop: Shop, visit: Visit): Html {
  const { customer } = visit
  const name = customer && `${customer.name.first} ${customer.name.last}`
  return html`<details class="account" data-menu>
<summary>${name ? initials(name) : icons.person}<span>${customer?.name.first ?? 'Log in'}</span></summary>
<div class="menu">
<p>${customer ? html`Logged in as <b>${name}</b>` : html`<b>Who are you today?</b> There is no password.`}</p>
${logInChoices(shop, visit)}
<form class="other" method="post" action="/log-in"><input type="hidden" name="back" value="${visit.path}">
<label>Any other customer id<input name="other" autocomplete="off" spellcheck="false" placeholder="mina_okafor_4821"></label>
<button class="button quiet">Log in</button></form>
${customer ? logOut(visit) : undefined}
</div>
</details>`
}

function logOut({ path }: Visit): Html {
  return html`<form method="post" action="/log-in" data-log-out><input type="hidden" name="back" value="${path}">
<button class="button quiet wide" name="customer" value="">Log out</button></form>`
}

function initials(name: string): Html {
  const letters = name
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('')
    .slice(0, 2)
  return html`<span class="initials" aria-hidden="true">${letters}</span>`
}

const current = html` aria-current="page"`
const pressed = html` aria-current="true"`

const logo = html`<svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true"><circle cx="14" cy="14" r="14" fill="currentColor"/><path class="cut" d="M14 5l5.5 8h-3l4.5 6.5H7L11.5 13h-3zM13 20h2v3.5h-2z"/></svg>`
