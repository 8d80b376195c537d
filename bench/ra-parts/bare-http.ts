import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// Node's HTTP server with nothing behind it: it reads each body whole and answers with as many bytes as the caller
// asks for.

const server = createServer((request, response) => {
  const answer = JSON.stringify('x'.repeat(Number(request.url?.split('/').at(-1))))
  request.on('data', () => {})
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
    response.end(answer)
  })
})
process.on('message', (command) => {
  if (command === 'stop') process.exit(0)
  process.send?.(process.cpuUsage())
})
process.on('disconnect', () => process.exit(0))
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.(`http://127.0.0.1:${port}`)
})
