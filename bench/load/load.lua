-- Sends the requests of a file one after the other, from the start again when they are used up;
-- each is preceded by its length in six digits. Argument: file. Prints one line of JSON.

local the_thread

function setup(thread)
  the_thread = thread
end

function init(args)
  file = assert(io.open(args[1], 'rb'))
  taken = 0
end

function request()
  local length = file:read(6)
  if not length then
    file:seek('set')
    length = file:read(6)
  end
  taken = taken + 1
  return file:read(tonumber(length))
end

function done(summary, latency)
  local e = summary.errors
  local percentiles = {}
  for _, percent in ipairs({ 10, 25, 50, 75, 90, 95, 99, 99.9 }) do
    table.insert(percentiles, string.format('[%g,%f]', percent, latency:percentile(percent) / 1e3))
  end
  print(string.format(
    '{"taken":%d,"answered":%d,"seconds":%f,"answerBytes":%f,"latencies":[%s],"refused":%d,"broken":%d}',
    the_thread:get('taken'), summary.requests, summary.duration / 1e6, summary.bytes / summary.requests,
    table.concat(percentiles, ','), e.status, e.connect + e.read + e.write + e.timeout))
end
