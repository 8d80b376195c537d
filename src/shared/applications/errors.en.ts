import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { applicationsErrors as original } from './errors.zh-cn.ts'

export const applicationsErrors: Translation<typeof original> = {
  'program-path-strange': {
    title: 'Give the whole place of the program file',
    happened: 'This is not the whole place of a program file on this computer, so nothing was added.',
    lost: nothingLost,
    next: 'Choose the program, or type its whole place without any arguments behind it.',
  },
  'program-remote': {
    title: 'Programs in the network cannot be added',
    happened:
      'This program is on another computer of the network, where it can be exchanged at any time, so it was not added.',
    lost: nothingLost,
    next: 'Install the program on this computer first, then add it.',
  },
  'program-script': {
    title: 'Scripts and shortcuts cannot be added',
    happened: 'This is a script, a shortcut or another file and no program, so it was not added.',
    lost: nothingLost,
    next: 'Choose the program itself (.exe on Windows).',
  },
  'program-interpreter': {
    title: 'Command interpreters cannot be added',
    happened: '{name} can carry out any command, so it was not added.',
    lost: nothingLost,
    next: 'Choose the program that you want to use.',
  },
  'program-missing': {
    title: 'The program is not there',
    happened: 'There is no program to start at {path}. It may have been removed or moved.',
    lost: nothingLost,
    next: 'Remove this icon and add the program from its present place.',
  },
  'applications-many': {
    title: 'Too many applications',
    happened: 'My applications can hold {most} at most.',
    lost: nothingLost,
    next: 'Remove those that you do not use.',
  },
  'download-wrong': {
    title: 'The download is not what the list says',
    happened:
      'The file differs from the list that the issuing authority signed. It was deleted and not started.',
    lost: nothingLost,
    next: 'Try again later; if that does not help, ask the issuing authority.',
  },
  'download-changed': {
    title: 'The list of programs has changed',
    happened: 'After you agreed, the issuing authority exchanged this program, so nothing was fetched.',
    lost: nothingLost,
    next: 'Look at the facts of the application again, then choose Install.',
  },
  'download-kind': {
    title: 'This kind of installer is not supported',
    happened: 'The file in the list is no installer of this system, so it was not fetched.',
    lost: nothingLost,
    next: 'Ask the issuing authority.',
  },
  'applications-damaged': {
    title: 'My applications cannot be read',
    happened:
      'The file of the applications is damaged. It was kept as {file}, and the applications are as at the start.',
    lost: 'Certificates and keys are not affected.',
    next: 'Add the applications that you need again.',
  },
}
