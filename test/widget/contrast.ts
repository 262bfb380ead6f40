/**
 * To be evaluated in a page: the texts of the widget whose colour does not stand out enough from what is behind them,
 * with their ratio (WCAG 2.2, 1.4.3). Large text needs 3, other text 4.5; what is disabled needs nothing.
 */
export const poorContrasts = `(() => {
  const channels = (text) => {
    const numbers = text.match(/[\\d.e-]+/g).map(Number)
    const scale = text.startsWith('color(') ? 255 : 1
    const [r, g, b, alpha = 1] = numbers
    return { rgb: [r, g, b].map((it) => it * scale), alpha }
  }
  const over = (top, below) => top.rgb.map((it, index) => it * top.alpha + below[index] * (1 - top.alpha))
  const behind = (it) => {
    const layers = []
    for (let at = it; at instanceof Element; at = at.parentElement) {
      const layer = channels(getComputedStyle(at).backgroundColor)
      if (layer.alpha > 0) layers.push(layer)
      if (layer.alpha === 1) break
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255])
  }
  const light = (rgb) => {
    const [r, g, b] = rgb.map((it) => it / 255).map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b)
    return (bright + 0.05) / (dark + 0.05)
  }
  const root = document.querySelector('[data-switchboard]').shadowRoot
  const poor = []
  let seen = 0
  for (const it of root.querySelectorAll('*')) {
    const text = [...it.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('')
    if (text === '' || it.closest('.unseen, :disabled') || !it.checkVisibility()) continue
    seen += 1
    const { color, fontSize, fontWeight } = getComputedStyle(it)
    const ground = behind(it)
    const found = ratio(over(channels(color), ground), ground)
    const size = Number.parseFloat(fontSize)
    const needed = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5
    if (found < needed) poor.push(text.slice(0, 40) + ': ' + found.toFixed(2))
  }
  return { seen, poor }
})()`
