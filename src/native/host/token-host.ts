import { openers } from '../openers.ts'
import { runHost } from './host-process.ts'

void runHost(openers)
