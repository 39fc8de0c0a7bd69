// Ours, not mediasoup's: what goes to the same address within two milliseconds is handed to the kernel in one call
// (UDP_SEGMENT, udp(7), Linux 4.18). On the wire these are the same datagrams in the same order; half of what a packet
// costs is the way through the kernel, and a picture of seven packets takes it once.
#ifndef DIEM_CAU_DATAGRAM_BATCH_HPP
#define DIEM_CAU_DATAGRAM_BATCH_HPP

#include <uv.h>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unordered_map>
#include <utility>
#include <vector>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

class DatagramBatch
{
public:
	// Told once what became of a datagram, when it has left: estimates of bandwidth rest on that moment.
	using Sent = const std::function<void(bool sent)>;

	// The socket and the count of what was sent stay the caller's, who closes them after this.
	DatagramBatch(uv_udp_t* socket, size_t& sentBytes) : socket(socket), sentBytes(sentBytes)
	{
		uv_timer_init(socket->loop, &this->timer);
		this->timer.data = this;

		// A kernel that does not know the option would take no notice of it in a message, either, and send all in one.
		uv_os_fd_t fd;
		const int none = 0;
		this->segmentation = uv_fileno(reinterpret_cast<uv_handle_t*>(socket), &fd) == 0 &&
		                     setsockopt(fd, IPPROTO_UDP, UDP_SEGMENT, &none, sizeof(none)) == 0;
	}
	DatagramBatch(const DatagramBatch&)            = delete;
	DatagramBatch& operator=(const DatagramBatch&) = delete;

	// Copies the datagram and owns its callback. False: nothing was taken, send it by itself.
	bool Add(const uint8_t* data, size_t length, const struct sockaddr* address, Sent* sent)
	{
		if (!this->segmentation || address->sa_family != AF_INET)
			return false;

		const auto* to  = reinterpret_cast<const struct sockaddr_in*>(address);
		const auto key  = (static_cast<uint64_t>(to->sin_addr.s_addr) << 16) | to->sin_port;
		auto& waiting   = this->byAddress[key];
		const bool alone = waiting.alone || length > LongestDatagram;

		if (!waiting.callbacks.empty() && (alone || !waiting.Takes(length)))
			Send(waiting);
		if (alone)
		{
			// Whoever is told now might send before this one.
			if (!this->answers.empty())
				FlushSoon();

			return false;
		}
		if (waiting.callbacks.empty())
		{
			waiting.to      = *to;
			waiting.segment = length;
		}
		// All segments are as long as the first one, only the last one may be shorter.
		waiting.ended = length < waiting.segment;
		waiting.data.insert(waiting.data.end(), data, data + length);
		waiting.callbacks.push_back(sent);
		if (!waiting.listed)
		{
			waiting.listed = true;
			this->listed.push_back(&waiting);
		}
		FlushSoon();
		if (++this->datagrams >= MostDatagrams)
			Flush();
		else
			Answer();

		return true;
	}

	void Flush()
	{
		for (auto* waiting : this->listed)
		{
			waiting->listed = false;
			if (!waiting->callbacks.empty())
				Send(*waiting);
		}
		this->listed.clear();
		this->datagrams = 0;
		uv_timer_stop(&this->timer);
		// Addresses that are no longer used.
		if (this->byAddress.size() > MostAddresses)
			this->byAddress.clear();
		Answer();
	}

	// Sends what waits, and is gone when the loop has let go of it.
	void Close()
	{
		Flush();
		uv_close(
		  reinterpret_cast<uv_handle_t*>(&this->timer),
		  [](uv_handle_t* handle) { delete static_cast<DatagramBatch*>(handle->data); });
	}

private:
	// What fits into a packet of an Ethernet without being cut.
	static constexpr size_t LongestDatagram = 1472;
	// A picture seldom has more; a long burst is better sent in parts.
	static constexpr size_t MostSegments    = 16;
	// Milliseconds, in which a browser on a good line sends a whole picture.
	static constexpr uint64_t LongestWait   = 2;
	// To all addresses together.
	static constexpr size_t MostDatagrams   = 2048;
	static constexpr size_t MostAddresses   = 1024;

	struct Waiting
	{
		struct sockaddr_in to{};
		std::vector<uint8_t> data;
		// One for each datagram, some of them null.
		std::vector<Sent*> callbacks;
		size_t segment{ 0 };
		bool ended{ false };
		bool listed{ false };
		// The way there takes no segments.
		bool alone{ false };

		bool Takes(size_t length) const
		{
			return !this->ended && length <= this->segment && this->callbacks.size() < MostSegments;
		}
	};

	// A datagram that the socket had no room for.
	struct Queued
	{
		uv_udp_send_t request{};
		std::vector<uint8_t> data;
		std::unique_ptr<Sent> callback;
	};

	~DatagramBatch() = default;

	void FlushSoon()
	{
		if (!uv_is_active(reinterpret_cast<uv_handle_t*>(&this->timer)))
			uv_timer_start(
			  &this->timer,
			  [](uv_timer_t* handle) { static_cast<DatagramBatch*>(handle->data)->Flush(); },
			  LongestWait,
			  0);
	}

	void Send(Waiting& waiting)
	{
		if (waiting.callbacks.size() == 1 || !SendSegments(waiting))
		{
			auto* data = waiting.data.data();
			auto left  = waiting.data.size();
			for (auto* callback : waiting.callbacks)
			{
				const auto length = left < waiting.segment ? left : waiting.segment;
				SendOne(data, length, waiting.to, callback);
				data += length;
				left -= length;
			}
		}
		waiting.data.clear();
		waiting.callbacks.clear();
		waiting.ended = false;
	}

	bool SendSegments(Waiting& waiting)
	{
		uv_os_fd_t fd;
		// What waits in the socket's queue goes first.
		if (uv_udp_get_send_queue_count(this->socket) > 0 ||
		    uv_fileno(reinterpret_cast<uv_handle_t*>(this->socket), &fd) != 0)
			return false;

		alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(uint16_t))] = {};
		struct iovec bytes{ waiting.data.data(), waiting.data.size() };
		struct msghdr message{};
		message.msg_name       = &waiting.to;
		message.msg_namelen    = sizeof(waiting.to);
		message.msg_iov        = &bytes;
		message.msg_iovlen     = 1;
		message.msg_control    = control;
		message.msg_controllen = sizeof(control);
		auto* option           = CMSG_FIRSTHDR(&message);
		option->cmsg_level     = IPPROTO_UDP;
		option->cmsg_type      = UDP_SEGMENT;
		option->cmsg_len       = CMSG_LEN(sizeof(uint16_t));
		const auto segment     = static_cast<uint16_t>(waiting.segment);
		std::memcpy(CMSG_DATA(option), &segment, sizeof(segment));

		ssize_t sent;
		do
			sent = sendmsg(fd, &message, 0);
		while (sent < 0 && errno == EINTR);
		if (sent < 0)
		{
			// A smaller packet on the way, a tunnel, or a device that computes no checksums; other errors are this moment's.
			waiting.alone = errno == EIO || errno == EINVAL || errno == EOPNOTSUPP;

			return false;
		}
		this->sentBytes += waiting.data.size();
		for (auto* callback : waiting.callbacks)
			this->answers.emplace_back(callback, true);

		return true;
	}

	void SendOne(uint8_t* data, size_t length, const struct sockaddr_in& to, Sent* callback)
	{
		const auto* address = reinterpret_cast<const struct sockaddr*>(&to);
		auto buffer         = uv_buf_init(reinterpret_cast<char*>(data), length);
		if (uv_udp_try_send(this->socket, &buffer, 1, address) >= 0)
		{
			this->sentBytes += length;
			this->answers.emplace_back(callback, true);

			return;
		}

		auto queued          = std::make_unique<Queued>();
		queued->data         = { data, data + length };
		queued->request.data = queued.get();
		buffer               = uv_buf_init(reinterpret_cast<char*>(queued->data.data()), length);
		const auto done      = [](uv_udp_send_t* request, int status)
		{
			const std::unique_ptr<Queued> queued(static_cast<Queued*>(request->data));
			if (queued->callback)
				(*queued->callback)(status == 0);
		};
		// Datagrams may be lost; whoever misses one asks for it.
		if (uv_udp_send(&queued->request, this->socket, &buffer, 1, address, done) != 0)
		{
			this->answers.emplace_back(callback, false);

			return;
		}
		this->sentBytes += length;
		queued->callback.reset(callback);
		queued.release();
	}

	// Not before all else is in order: whoever is told may send the next one.
	void Answer()
	{
		for (const auto& [callback, sent] : std::exchange(this->answers, {}))
		{
			if (!callback)
				continue;
			(*callback)(sent);
			delete callback;
		}
	}

	uv_udp_t* socket;
	size_t& sentBytes;
	uv_timer_t timer{};
	bool segmentation{ false };
	size_t datagrams{ 0 };
	std::unordered_map<uint64_t, Waiting> byAddress;
	std::vector<Waiting*> listed;
	std::vector<std::pair<Sent*, bool>> answers;
};

#endif
