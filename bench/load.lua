-- Sends the requests of a file one after the other, from the start again when they are used up.
-- Arguments: file, bytes of one request. Prints one line of JSON.

local the_thread

function setup(thread)
  the_thread = thread
end

function init(args)
  file = assert(io.open(args[1], 'rb'))
  length = tonumber(args[2])
  taken = 0
end

function request()
  local bytes = file:read(length)
  if not bytes then
    file:seek('set')
    bytes = file:read(length)
  end
  taken = taken + 1
  return bytes
end

function done(summary, latency)
  local e = summary.errors
  print(string.format(
    '{"taken":%d,"answered":%d,"seconds":%f,"answerBytes":%f,"p50":%f,"p99":%f,"refused":%d,"broken":%d}',
    the_thread:get('taken'), summary.requests, summary.duration / 1e6, summary.bytes / summary.requests,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    e.status, e.connect + e.read + e.write + e.timeout))
end
