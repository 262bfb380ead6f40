import { storeSuite } from '../adapters/store-suite.ts'
import { memoryStore } from './store.ts'

storeSuite('the double in memory', async (files) => memoryStore(files))
