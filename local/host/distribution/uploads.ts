import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { type Assembly, named, parsePiece, resourcesOf } from '../assembly.ts'
import type { Resolver } from '../resolve.ts'

/** An object of a bucket, with the headers that it is given out with. */
export type StoredFile = { content: Buffer; headers: Record<string, string> }

/** What a deployment puts into a folder of a bucket. */
export type Upload = {
  bucket: string
  /** Ends with a slash. */
  folder: string
  /** By the path of each, with a slash before it. */
  files: Map<string, StoredFile>
}

/** What the app's deployment puts into buckets, by CDK's `BucketDeployment`. */
export async function declaredUploads(assembly: Assembly, resolver: Resolver): Promise<Upload[]> {
  return await Promise.all(
    resourcesOf(assembly, 'Custom::CDKBucketDeployment').map(async (resource) => {
      const declared = parsePiece(properties, resolver.properties(resource), resource)
      const folder = `${declared.DestinationBucketKeyPrefix}/`
      const [key] = declared.SourceObjectKeys
      const source = assembly.assets.get(key)
      if (source === undefined)
        throw new Error(`${named(resource)} uploads something that is no asset of this app: ${key}`)
      const files = (await readdir(source)).map(
        async (name): Promise<[string, StoredFile]> => [
          `/${folder}${name}`,
          { content: await readFile(join(source, name)), headers: declared.SystemMetadata },
        ],
      )
      return { bucket: declared.DestinationBucketName, folder, files: new Map(await Promise.all(files)) }
    }),
  )
}

const properties = z.object({
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string(),
  SourceObjectKeys: z.tuple([z.string()], 'one source is uploaded, not several'),
  SystemMetadata: z.record(z.string(), z.string()),
})
