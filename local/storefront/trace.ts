import type * as z from 'zod'
import type { traceResponse } from '../../functions/api/schemas.ts'

/** What happened in a conversation, as the API tells operators. */
export type Trace = z.infer<typeof traceResponse>
