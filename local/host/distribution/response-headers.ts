import * as z from 'zod'
import { type Assembly, parsePiece, resourcesOf } from '../assembly.ts'
import { type Place, refOf } from '../attributes.ts'
import type { Resolver } from '../resolve.ts'

/** What a distribution adds to its answers. */
export type ResponseHeaders = {
  /** To every one, errors included. */
  always: Record<string, string>
  /** To those whose request names an origin, as a browser's for a module does. */
  toOrigins: Record<string, string>
}

/** The declared policies, by their ids. Throws for a header that is not known here. */
export function declaredResponseHeaders(
  assembly: Assembly,
  resolver: Resolver,
  place: Place,
): Map<string, ResponseHeaders> {
  return new Map(
    resourcesOf(assembly, 'AWS::CloudFront::ResponseHeadersPolicy').map((resource) => {
      const compute = (piece: unknown): unknown => resolver.value(resource.stack, piece)
      const { ResponseHeadersPolicyConfig: policy } = parsePiece(
        properties,
        resolver.properties(resource),
        resource,
      )
      return [
        refOf(resource, place, compute),
        {
          always: { ...policy.SecurityHeadersConfig, ...policy.CustomHeadersConfig },
          toOrigins: policy.CorsConfig ?? {},
        },
      ]
    }),
  )
}

const cors = z
  .strictObject({
    AccessControlAllowOrigins: z.object({ Items: z.tuple([z.literal('*')]) }),
    // For preflights, which nobody sends before a GET without headers of its own.
    AccessControlAllowMethods: z.unknown(),
    AccessControlAllowHeaders: z.unknown(),
    AccessControlAllowCredentials: z.literal(false),
    OriginOverride: z.literal(true),
  })
  .transform(() => ({ 'access-control-allow-origin': '*' }))

const custom = z
  .object({ Items: z.array(z.object({ Header: z.string(), Value: z.string() })) })
  .transform(({ Items }) => Object.fromEntries(Items.map(({ Header, Value }) => [Header, Value])))

const security = z
  .strictObject({
    ContentTypeOptions: z.object({}).transform(() => ({ 'x-content-type-options': 'nosniff' })),
    StrictTransportSecurity: z
      .object({ AccessControlMaxAgeSec: z.number() })
      .transform((it) => ({ 'strict-transport-security': `max-age=${it.AccessControlMaxAgeSec}` })),
  })
  .partial()
  .transform((it) => ({ ...it.ContentTypeOptions, ...it.StrictTransportSecurity }))

const properties = z.object({
  ResponseHeadersPolicyConfig: z.object({
    CorsConfig: cors.optional(),
    CustomHeadersConfig: custom.optional(),
    SecurityHeadersConfig: security.optional(),
  }),
})
