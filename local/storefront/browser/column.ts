import { found } from './element.ts'
import { keepSetting } from './settings.ts'

/** Pixels. */
const narrowest = 340
const widest = 760
const keyStep = 24

/** The column of what happened is as wide as the visitor draws it, by pointer or arrow keys. */
export function startColumn(): void {
  const grip = found('[data-grip]')
  const panel = found('[data-happened-panel]')
  grip.setAttribute('aria-valuemin', String(narrowest))
  grip.setAttribute('aria-valuemax', String(widest))
  grip.setAttribute('aria-valuenow', '440')

  function draw(width: number): void {
    const column = Math.round(Math.min(Math.max(width, narrowest), widest, innerWidth * 0.55))
    document.documentElement.style.setProperty('--column-wished', `${column}px`)
    grip.setAttribute('aria-valuenow', String(column))
    keepSetting('column', String(column))
  }

  grip.addEventListener('pointerdown', (event) => {
    grip.setPointerCapture(event.pointerId)
    event.preventDefault()
  })
  grip.addEventListener('pointermove', ({ pointerId, clientX }) => {
    if (grip.hasPointerCapture(pointerId)) draw(innerWidth - clientX)
  })
  grip.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: keyStep, ArrowRight: -keyStep }[event.key]
    if (step === undefined) return
    event.preventDefault()
    draw(panel.offsetWidth + step)
  })
}
