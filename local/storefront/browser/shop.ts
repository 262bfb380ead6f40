import { startAsking, startChat } from './chat.ts'
import { startColumn } from './column.ts'
import { startFinder } from './finder.ts'
import { startHappened } from './happened.ts'
import { startMenu } from './menu.ts'
import { startOptions } from './options.ts'
import { startTheme } from './theme.ts'

startChat()
startTheme()
startMenu()
startFinder()
startOptions()
startColumn()
startAsking(startHappened())
