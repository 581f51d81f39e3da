-- SPDX-License-Identifier: Apache-2.0
-- For wrk: asks for the pages of a list, one after the other and from the start again.
--     wrk … -s requests.lua URL -- LIST get|packed|write|once [FROM THREADS]
-- Each line of LIST is "cookie <tab> form token <tab> path <tab> form". "packed" accepts gzip, as browsers do;
-- "write" sends the form, each time with a key of its own and with another number for NUMBER; "once" does so for each line once, from line FROM on
-- (0 is the first), and ends with the list. Lines of files for nginx have a path alone.

local threads = 0

function setup(thread)
	thread:set("id", threads)
	threads = threads + 1
end

function init(args)
	local entries = {}

	kind = args[2]
	for line in io.lines(args[1]) do
		local cookie, token, path, form = line:match("^(.-)\t(.-)\t([^\t]*)\t?(.*)$")
		local headers = { ["Cookie"] = "waymark=" .. cookie, ["Accept"] = "text/html" }

		if kind == "packed" then
			headers["Accept-Encoding"] = "gzip"
		end
		if kind == "write" or kind == "once" then
			headers["Content-Type"] = "application/x-www-form-urlencoded"
			headers["Sec-Fetch-Site"] = "same-origin"
			entries[#entries + 1] = { path, headers, token, form }
		else
			entries[#entries + 1] = wrk.format("GET", path, headers)
		end
	end
	list = entries
	sent = id * 131
	from, threads = tonumber(args[3] or 0), tonumber(args[4] or 1)
	step = 0
	mark = os.time() .. "-" .. tostring(list):match("0x(%x+)") .. "-" .. id .. "-"
end

function request()
	local entry

	sent = sent + 1
	if kind == "once" then
		-- Each thread has its lines: none is sent twice.
		entry = list[from + step * threads + id + 1]
		step = step + 1
		if not entry then
			wrk.thread:stop()
			return wrk.format("GET", "/healthz")
		end
	else
		entry = list[sent % #list + 1]
	end
	if kind ~= "write" and kind ~= "once" then
		return entry
	end
	return wrk.format("POST", entry[1], entry[2],
		"_token=" .. entry[3] .. "&_key=" .. mark .. sent .. "&" .. entry[4]:gsub("NUMBER", sent))
end

function done(summary, latency)
	io.write(string.format("requests %d us %d refused %d broken %d\n", summary.requests, summary.duration,
		summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write +
		summary.errors.timeout))
end
