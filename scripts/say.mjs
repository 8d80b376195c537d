/** Prints one clear line and ends with the exit code for "cannot go on", so that no stack trace reaches a person. */
export const stop = (line, code = 2) => {
  process.stderr.write(`${line}\n`)
  process.exit(code)
}

export const say = (line) => process.stderr.write(`${line}\n`)
