/** One clear line and the exit code for "cannot go on": no stack trace reaches a person. */
export const stop = (line, code = 2) => {
  process.stderr.write(`${line}\n`)
  process.exit(code)
}

export const say = (line) => process.stderr.write(`${line}\n`)
