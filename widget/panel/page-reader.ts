import type { Api } from './api.ts'
import type { Transcript } from './transcript.ts'
import type { Page } from './wire.ts'

export type PageReader = {
  /** Reads page after page to the newest message, as long as `isWanted`; `take` gets each. */
  read: (conversation: string, isWanted: () => boolean, take: (page: Page) => void) => Promise<void>
  /** Another conversation comes. */
  reset: () => void
}

/** Reads what the transcript has not got yet. While nothing is new, that costs the API no more than to say so. */
export function createPageReader(api: Api, transcript: Transcript): PageReader {
  let etag: string | null = null
  return {
    async read(conversation, isWanted, take) {
      for (let more = true; more; ) {
        const page = await api.messages(conversation, transcript.cursor(), etag)
        if (!page || !isWanted()) return
        etag = page.page.after === transcript.cursor() ? page.etag : null
        take(page)
        more = page.page.hasMore
      }
    },
    reset() {
      etag = null
    },
  }
}
