import * as z from 'zod'
import { type Assembly, named, parsePiece, resourcesOf } from '../assembly.ts'
import { attributeOf, type Place } from '../attributes.ts'
import type { Resolver } from '../resolve.ts'
import { declaredResponseHeaders, type ResponseHeaders } from './response-headers.ts'
import { declaredUploads, type StoredFile } from './uploads.ts'

/** A declared CloudFront distribution, and the bucket behind it. */
export type Distribution = {
  /** Its host names on AWS. */
  hosts: string[]
  compresses: boolean
  headers: ResponseHeaders
  /** The paths that are its own; each ends with a slash. */
  folders: string[]
  /** What the deployment puts into the bucket, by path. */
  files: Map<string, StoredFile>
}

/** Throws for a distribution that the local host would serve in another way than CloudFront. */
export async function declaredDistributions(
  assembly: Assembly,
  resolver: Resolver,
  place: Place,
): Promise<Distribution[]> {
  const uploads = await declaredUploads(assembly, resolver)
  const policies = declaredResponseHeaders(assembly, resolver, place)
  return resourcesOf(assembly, 'AWS::CloudFront::Distribution').map((resource) => {
    const { DistributionConfig: config } = parsePiece(properties, resolver.properties(resource), resource)
    const { Compress, ResponseHeadersPolicyId } = config.DefaultCacheBehavior
    const headers = policies.get(ResponseHeadersPolicyId)
    if (headers === undefined)
      throw new Error(`No template declares the headers ${ResponseHeadersPolicyId} of ${named(resource)}.`)
    const [{ DomainName }] = config.Origins
    const own = uploads.filter(({ bucket }) => DomainName.startsWith(`${bucket}.`))
    return {
      hosts: [attributeOf(resource, 'DomainName', place, (piece) => piece), ...config.Aliases],
      compresses: Compress,
      headers,
      folders: [...new Set(own.map(({ folder }) => `/${folder}`))],
      files: new Map(own.flatMap(({ files }) => [...files])),
    }
  })
}

const properties = z.object({
  DistributionConfig: z.object({
    Aliases: z.array(z.string()).default([]),
    Origins: z.tuple([z.object({ DomainName: z.string() })], 'one origin is served, not several'),
    CacheBehaviors: z.undefined('one behaviour is served, not several').optional(),
    DefaultCacheBehavior: z.object({
      Compress: z.boolean(),
      ResponseHeadersPolicyId: z.string(),
      FunctionAssociations: z.undefined('no function runs at the edge').optional(),
    }),
  }),
})
