-- SPDX-License-Identifier: Apache-2.0
-- For wrk: asks for the pages of a list, one after the other and from the start again.
--     wrk … -s requests.lua URL -- LIST get|packed|write
-- Each line of LIST is "cookie <tab> form token <tab> path". "packed" accepts gzip, as browsers do; "write"
-- sends a form, each time with a key of its own.

local threads = 0

function setup(thread)
	thread:set("id", threads)
	threads = threads + 1
end

function init(args)
	local entries = {}

	kind = args[2]
	for line in io.lines(args[1]) do
		local cookie, token, path = line:match("^(.-)\t(.-)\t(.*)$")
		local headers = { ["Cookie"] = "waymark=" .. cookie, ["Accept"] = "text/html" }

		if kind == "packed" then
			headers["Accept-Encoding"] = "gzip"
		end
		if kind == "write" then
			headers["Content-Type"] = "application/x-www-form-urlencoded"
			headers["Sec-Fetch-Site"] = "same-origin"
			entries[#entries + 1] = { path, headers, token }
		else
			entries[#entries + 1] = wrk.format("GET", path, headers)
		end
	end
	list = entries
	sent = id * 131
	mark = os.time() .. "-" .. tostring(list):match("0x(%x+)") .. "-" .. id .. "-"
end

function request()
	local entry

	sent = sent + 1
	entry = list[sent % #list + 1]
	if kind ~= "write" then
		return entry
	end
	return wrk.format("POST", entry[1], entry[2],
		"_token=" .. entry[3] .. "&_key=" .. mark .. sent .. "&body=Bring+the+draft+along")
end

function done(summary, latency)
	io.write(string.format("requests %d us %d refused %d broken %d\n", summary.requests, summary.duration,
		summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write +
		summary.errors.timeout))
end
