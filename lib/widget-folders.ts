import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { WidgetFiles } from '../widget/build.ts'

/** Where the widget's files lie on this machine, each kind in a folder of its own. */
export type WidgetFolders = { readonly [Kind in keyof WidgetFiles]: string }

/** Where only the templates matter: no widget, but folders that are there. */
export const noWidget: WidgetFolders = { entries: import.meta.dirname, lasting: import.meta.dirname }

/** Builds the widget into `<outdir>/entries` and `<outdir>/lasting`, which have nothing else in them then. */
export async function writeWidget(
  outdir = resolve(import.meta.dirname, '../dist/widget'),
): Promise<WidgetFolders> {
  // Its bundlers take a while to load, and most who make templates need no widget.
  const { buildWidget } = await import('../widget/build.ts')
  const files = await buildWidget()
  await rm(outdir, { recursive: true, force: true })
  const folders = { entries: join(outdir, 'entries'), lasting: join(outdir, 'lasting') }
  await Promise.all([fill(folders.entries, files.entries), fill(folders.lasting, files.lasting)])
  return folders
}

async function fill(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true })
  await Promise.all([...files].map(([name, text]) => writeFile(join(folder, name), text)))
}
