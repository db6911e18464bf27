-- One create request after the other, each for a random book, each with a key of its own. Books: lines of "token account category".
local books = {}
for line in io.lines(os.getenv("BOOKS")) do
  local token, account, category = line:match("(%S+) (%S+) (%S+)")
  books[#books + 1] = { token = token, account = account, category = category }
end
local run = os.getenv("RUN")
local count = 0
math.randomseed(20261120)

function request()
  count = count + 1
  local book = books[math.random(#books)]
  local body = string.format(
    '{"accountId":"%s","amount":%d.%02d,"type":"expense","categoryId":"%s","description":"lunch","merchant":"Cafe Madras","date":"2026-11-20"}',
    book.account, math.random(1, 400), math.random(0, 99), book.category)
  return wrk.format("POST", "/api/v1/transactions", {
    ["Authorization"] = "Bearer " .. book.token,
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = run .. "-" .. count,
  }, body)
end

function done(summary, latency)
  io.write(string.format("RESULT %.1f %.2f %.2f %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
