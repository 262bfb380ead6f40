import type { ReplyBlock } from './model.ts'
import type { Step } from './records.ts'
import type { Tool, ToolContext } from './tool.ts'

/** All tools of one reply at the same time, all results in one step. Errors go back to the model. */
export async function useTools(
  blocks: readonly ReplyBlock[],
  tools: readonly Tool[],
  context: ToolContext,
  now: () => number,
): Promise<Step> {
  const uses = blocks.filter((block) => block.type === 'tool_use')
  const done = await Promise.all(
    uses.map(async (use) => {
      const start = now()
      const tool = tools.find(({ name }) => name === use.name)
      const result = tool
        ? await tool.execute(use.input, context)
        : { ok: false as const, code: 'UNKNOWN_TOOL', message: `There is no tool ${use.name}.` }
      return {
        parts: result.ok ? (result.parts ?? []) : [],
        block: {
          type: 'tool_result' as const,
          toolUseId: use.id,
          name: use.name,
          content: bounded(
            result.ok ? JSON.stringify(result.value) : `${result.code}: ${result.message}`,
            Math.min(longestResult, longestStep / uses.length),
          ),
          isError: !result.ok,
          ms: now() - start,
        },
      }
    }),
  )
  return {
    kind: 'tools',
    results: done.map(({ block }) => block),
    parts: done.flatMap(({ parts }) => parts),
    at: now(),
  }
}

/** Characters of one tool result, and of all of a step: it must stay well below the 400 KB of a DynamoDB item. */
const longestResult = 40_000
const longestStep = 120_000

function bounded(content: string, longest: number): string {
  if (content.length <= longest) return content
  return `${content.slice(0, longest)}\n[${content.length - longest} more characters left out: ask for something narrower]`
}
