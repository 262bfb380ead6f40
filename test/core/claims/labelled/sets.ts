import { arabic } from './arabic.ts'
import { chinese } from './chinese.ts'
import { english } from './english.ts'
import { german } from './german.ts'
import { hardWordings } from './hard-wordings.ts'
import { heldOut } from './held-out.ts'
import { heldOutLast } from './held-out-last.ts'
import { heldOutLater } from './held-out-later.ts'
import type { Labelled } from './labelled.ts'
import { moreWordings } from './more-wordings.ts'
import { otherLanguages } from './other-languages.ts'
import { spanish } from './spanish.ts'

/** What the check was tuned on. */
export const tuned: readonly Labelled[] = [
  ...english,
  ...spanish,
  ...german,
  ...chinese,
  ...arabic,
  ...moreWordings,
  ...hardWordings,
  ...otherLanguages,
]

/** Measured only: no failure of these was looked at before the check was done. */
export const held: readonly Labelled[] = [...heldOut, ...heldOutLater, ...heldOutLast]
