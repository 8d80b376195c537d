import { describe, expect, it } from 'vitest'
import { processesIn, programsWith } from '../../../src/native/skf/other-programs.ts'

describe('the programs that have a library open', () => {
  it('are read from the table of Windows, whatever their names are', () => {
    const table = [
      '"chrome.exe","4711","mhskf.dll"',
      '"网银助手.exe","12","mhskf.dll,other.dll"',
      'INFO: No tasks are running which match the specified criteria.',
      '',
    ].join('\r\n')
    expect(processesIn(table)).toEqual([
      { id: 4711, program: 'chrome.exe' },
      { id: 12, program: '网银助手.exe' },
    ])
    expect(processesIn('信息: 没有运行的任务匹配指定标准。\r\n')).toEqual([])
  })

  it('do not include this process, and none has a library that is not there', () => {
    expect(programsWith(process.execPath)).not.toContain(process.title)
    expect(programsWith('/nowhere/library.so')).toEqual([])
  })
})
