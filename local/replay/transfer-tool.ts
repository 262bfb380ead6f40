import * as z from 'zod'
import { defineTool, succeed } from '../../functions/core/tool.ts'

/** In the system itself the router hands over to a person; recorded conversations do it by this call. */
export const transferTool = defineTool({
  name: 'transfer_to_human_agents',
  description: 'Hands the conversation over to a person, with a summary.',
  input: z.strictObject({ summary: z.string() }),
  execute: async () => succeed('Transfer successful'),
})
