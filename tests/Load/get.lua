-- GETs of random rows. Lines of ROWS: "path token etag"; with CONDITIONAL=1 each asks whether its etag still holds; token "-" for none.
local rows = {}
for line in io.lines(os.getenv("ROWS")) do
  local path, token, etag = line:match("(%S+) (%S+) (%S+)")
  rows[#rows + 1] = { path = path, token = token, etag = etag }
end
local conditional = os.getenv("CONDITIONAL") == "1"
local expected = conditional and 304 or 200
math.randomseed(20261122)

function request()
  local row = rows[math.random(#rows)]
  local headers = {}
  if row.token ~= "-" then headers["Authorization"] = "Bearer " .. row.token end
  if conditional then headers["If-None-Match"] = row.etag end
  return wrk.format("GET", row.path, headers)
end

function response(status)
  if status ~= expected then
    io.stderr:write("unexpected status " .. status .. "\n")
    wrk.thread:stop()
  end
end

function done(summary, latency)
  io.write(string.format("RESULT %.1f %.2f\n", summary.requests / summary.duration * 1e6, latency:percentile(95) / 1000))
end
