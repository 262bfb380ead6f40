// What a real storefront does for the chat: says who is logged in, and hands out a fresh token whenever it is asked.
window.Switchboard ??= (...call) => {
  window.Switchboard.q ??= []
  window.Switchboard.q.push(call)
}

if (document.body.dataset.customer) {
  window.Switchboard('identify', {
    async getToken() {
      const response = await fetch('/token')
      if (!response.ok) throw new Error('The storefront gave no token')
      return (await response.json()).token
    },
  })
}

for (const button of document.querySelectorAll('[data-ask]')) {
  button.addEventListener('click', () => window.Switchboard('compose', button.dataset.ask))
}
