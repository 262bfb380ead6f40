import type { TurnTrace } from '../../../functions/core/trace.ts'
import type { Trace } from '../trace.ts'
import { turnView } from './turn-view.ts'

type Action = Trace['actions'][number]

export function isAtWork({ outcome, messages }: TurnTrace): boolean {
  return outcome === undefined && messages.length > 0
}

/** The turns, newest first. One that has not changed is left alone; what the visitor has opened stays open. */
export function createTurnList(place: HTMLElement) {
  const views = new Map<number, { state: string; view: HTMLElement }>()
  /** By the key of a part: whether the visitor has opened or closed it. */
  const chosen = new Map<string, boolean>()

  place.addEventListener(
    'click',
    ({ target }) => {
      const part = target instanceof Element ? target.closest('summary')?.parentElement : null
      if (part instanceof HTMLDetailsElement && part.dataset.part) chosen.set(part.dataset.part, !part.open)
    },
    true,
  )

  return {
    show(turns: readonly TurnTrace[], actions: readonly Action[], now: number): void {
      const newest = turns.at(-1)?.number ?? 0
      const wanted = new Set(turns.map(({ number }) => number))
      for (const [number, { view }] of views) {
        if (wanted.has(number)) continue
        view.remove()
        views.delete(number)
      }
      for (const turn of turns) {
        const own = actions.filter((it) => isOf(it, turn))
        const time = isAtWork(turn) ? now : 0
        const state = JSON.stringify([turn, own, time, turn.number === newest])
        const earlier = views.get(turn.number)
        if (earlier?.state === state) continue
        const view = turnView(turn, own, { now: time, isNewest: turn.number === newest })
        restore(view, earlier?.view)
        if (earlier) earlier.view.replaceWith(view)
        else place.prepend(view)
        views.set(turn.number, { state, view })
      }
    },
  }

  /** What was open stays open, and what had the focus has it again. */
  function restore(view: HTMLElement, earlier: HTMLElement | undefined): void {
    for (const part of [view, ...view.querySelectorAll('details')]) {
      if (!(part instanceof HTMLDetailsElement)) continue
      part.open = chosen.get(part.dataset.part ?? '') ?? part.open
    }
    const focused = document.activeElement?.closest('details')?.dataset.part
    if (!earlier?.contains(document.activeElement) || focused === undefined) return
    queueMicrotask(() => {
      const parts = [view, ...view.querySelectorAll('details')]
      const part = parts.find((it) => it instanceof HTMLElement && it.dataset.part === focused)
      part?.querySelector('summary')?.focus()
    })
  }
}

/** Proposed in this turn, or carried out in it. */
function isOf({ run, executedAt }: Action, { number, messages, closedAt }: TurnTrace): boolean {
  const began = Date.parse(messages[0]?.createdAt ?? '')
  return (
    run.turn === number || (executedAt !== undefined && executedAt >= began && executedAt <= (closedAt ?? 0))
  )
}
