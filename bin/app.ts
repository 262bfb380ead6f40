import { synthesize } from '../lib/app.ts'

await synthesize({ validate: true })
