import axe from 'axe-core'
import type { Page } from 'playwright-core'
import * as z from 'zod'

const results = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
  passes: z.array(z.unknown()),
})

/** What axe finds wrong with the page as it is now, the chat included, one line each. */
export async function violationsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source)
  // Half-way through an animation nothing has its colour yet.
  await page.evaluate(
    `Promise.all([document, ...[...document.querySelectorAll('[data-switchboard]')].map((it) => it.shadowRoot)]
      .flatMap((it) => it.getAnimations())
      .filter((it) => it.effect.getTiming().iterations === 1)
      .map((it) => it.finished))`,
  )
  const { violations, passes } = results.parse(
    await page.evaluate("axe.run({ resultTypes: ['violations'] })"),
  )
  if (passes.length === 0) throw new Error('axe looked at nothing')
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}
