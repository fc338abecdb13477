-- Many readers at once: the requests of wrk, five kinds in turn, on a record made by the example `load`. See docs/web.md.
local paths = { "/missions/mnf-zembla", "/", "/documents", "/rules" }
local n = 0
request = function()
  n = n + 1
  local kind = n % 5
  local path
  if kind == 0 then path = paths[1 + math.floor(n / 5) % #paths]
  elseif kind == 1 then path = "/documents/" .. (1 + (n * 7919) % 100000)
  elseif kind == 2 then path = "/missions/mnf-" .. (n * 31) % 200
  elseif kind == 3 then path = "/search?q=patrol+" .. (10 + n % 900)
  else path = "/api/v1/claims?mission=mnf-" .. n % 200 .. "&limit=20" end
  return wrk.format("GET", path)
end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("errors: connect %d, read %d, write %d, timeout %d, status %d; median %.0f ms, 99 of 100 within %.0f ms\n",
    e.connect, e.read, e.write, e.timeout, e.status, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
