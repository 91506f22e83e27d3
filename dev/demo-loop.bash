# The part of dev/demo that plays a live channel; its functions use those of dev/demo.
# shellcheck shell=bash

CLIP_SECONDS=6
PICTURES=25
TURNS=3
# An HLS player is some segments of four seconds behind.
LISTENING=$((TURNS * CLIP_SECONDS + 10))
PLAYING_WITHIN=60
# How far the loudest and the softest hundredth of a second of the steady tone may be apart: a hole of
# a single millisecond is more. MP3 frames hold no whole periods of it, so its phase changes at seams.
STEADY_DB=0.5
STEADY_MP3_DB=3
HUNDREDTH=512
# What a receiver reports of a break; that it has joined before a key frame is none.
BREAK='corrupt|missed|monoton|discontinu|aac|mp3'

rtp_port=
receivers=()

show_channel() {
  make_clip
  choose_rtp_port
  start_channel
  if $once; then
    # Before anything is sent, so that the first packet is received too.
    receive rtp "rtp://127.0.0.1:$rtp_port"
  fi
  until is_playing; do
    [ "$SECONDS" -le "$channel_deadline" ] || fail "the channel does not play everywhere within $PLAYING_WITHIN s."
    watch
    sleep 0.2
  done
  relay_log
  announce_channel
  if $once; then
    receive_turns
    judge_channel
  else
    while :; do
      watch
      sleep 0.2
    done
  fi
}

# Its tone has whole periods in each AAC frame, so that it can go on evenly over a seam, and be
# measured.
make_clip() {
  start -- ffmpeg -v error -nostdin -f lavfi -i "testsrc2=s=640x360:r=$PICTURES:d=$CLIP_SECONDS" \
    -f lavfi -i "aevalsrc='0.1*sin(2*PI*468.75*t)':s=48000:d=$CLIP_SECONDS" \
    -pix_fmt yuv420p -c:v libx264 -preset veryfast -b:v 1M -g "$PICTURES" -c:a aac -ac 2 -b:a 128k \
    "$work/clip.mp4"
  wait "$!" || fail "ffmpeg could not make the clip."
}

# 5004 is that of RTP, unless somebody listens there.
choose_rtp_port() {
  rtp_port=5004
  while grep -qiE "^ *[0-9]+: [0-9A-F]+:($(printf '%04X|%04X' "$rtp_port" $((rtp_port + 1)))) " \
    /proc/net/udp /proc/net/udp6 2>/dev/null; do
    rtp_port=$((20000 + RANDOM % 6000 * 2))
  done
}

start_channel() {
  cat >"$work/settings.properties" <<SETTINGS
station.home=$work/home
station.zone=UTC
playout.enabled=false
playout.host=127.0.0.1
playout.port=$port
playout.password=$password
loop.channels=demo
loop.poll=5s
loop.demo.source=$work/clip.mp4
loop.demo.destination=rtp://127.0.0.1:$rtp_port, hls:$work/hls, icecast
loop.demo.mount=/demo.mp3
SETTINGS
  say "What the station says:"
  run_station
  channel_deadline=$((SECONDS + PLAYING_WITHIN))
}

is_playing() {
  [ "$(grep -c "Channel 'demo' plays to" "$work/station.log")" -ge 2 ] &&
    grep -q '^demo-1\.ts$' "$work/hls/index.m3u8" 2>/dev/null &&
    ffprobe -v quiet "http://127.0.0.1:$port/demo.mp3"
}

nightshift_loop() {
  target/nightshift/bin/nightshift loop "$@" --settings "$work/settings.properties"
}

announce_channel() {
  say ""
  say "A clip of $CLIP_SECONDS seconds is a live channel. Watch it, or listen:"
  say "  ffplay rtp://127.0.0.1:$rtp_port          VLC: Media, Open Network Stream, rtp://@:$rtp_port"
  say "  ffplay $work/hls/index.m3u8"
  say "  ffplay -nodisp http://127.0.0.1:$port/demo.mp3     or in a browser"
  say ""
  say "nightshift loop status:"
  nightshift_loop status || fail "the channel does not play: see above."
  say ""
  if ! $once; then
    say "Stop it and start it from another terminal, in $PWD:"
    say "  target/nightshift/bin/nightshift loop stop demo --settings $work/settings.properties"
    say "  target/nightshift/bin/nightshift loop start demo --settings $work/settings.properties"
    say "Put another clip in place of $work/clip.mp4; it is taken at a seam some seconds later."
    say "Ctrl-C ends it."
    say ""
  fi
}

# ---- what is received -------------------------------------------------------------------------------

# Keeps the time stamps of all packets as they come, and the sound decoded.
receive() {
  local name=$1 address=$2
  no_proxy=127.0.0.1 start -- ffmpeg -v warning -nostdin -y -copyts -i "$address" \
    -map 0 -c copy -f framecrc "$work/$name.packets" -map 0:a -f wav "$work/$name.wav" \
    >"$work/receiver-$name.log" 2>&1
  receivers+=("$!")
}

receive_turns() {
  local end=$((SECONDS + LISTENING)) receiver
  say "Receiving it for $LISTENING seconds."
  receive hls "$work/hls/index.m3u8"
  receive icecast "http://127.0.0.1:$port/demo.mp3"
  while [ "$SECONDS" -lt "$end" ]; do
    watch
    for receiver in "${receivers[@]}"; do
      is_running "$receiver" || fail "a receiver has ended by itself: $(tail -qn 1 "$work"/receiver-*.log)"
    done
    sleep 0.2
  done
  for receiver in "${receivers[@]}"; do
    stop "$receiver"
  done
}

judge_channel() {
  local name sound=true
  say ""
  say "What was received:"
  for name in rtp hls icecast; do
    judge_received "$name" || sound=false
  done
  $sound || fail "the demo has failed: see above."
  say "All of it came without a break."
}

judge_received() {
  local name=$1 words wrong=0
  if [ "$name" = icecast ]; then
    words=$(tone_of "$name" "$STEADY_MP3_DB") || wrong=1
  else
    words="$(packets_of "$name"), " || wrong=1
    words+=$(tone_of "$name" "$STEADY_DB") || wrong=1
  fi
  if grep -iE "$BREAK" "$work/receiver-$name.log" >"$work/wrong.log"; then
    words+=", and ffmpeg says: $(head -n 1 "$work/wrong.log")"
    wrong=1
  fi
  say "  $name: $words"
  return "$wrong"
}

# The steps from picture to picture and from audio frame to audio frame, in units of their own.
packets_of() {
  awk -F ', *' -v turn=$((CLIP_SECONDS * PICTURES)) -v pictures="$PICTURES" -v least="$TURNS" '
    /^#tb/ { split($1, head, /[ :]+/); split(head[3], base, "/"); unit[head[2]] = base[1] / base[2] }
    /^#media_type/ { split($1, head, /[ :]+/); is_video[head[2]] = head[3] == "video" }
    /^#/ { next }
    {
      kind = is_video[$1 + 0]; frame = (kind ? 1 / pictures : 1024 / 48000) / unit[$1 + 0]
      if (count[kind]++) {
        step = ($2 - last[kind]) / frame
        if (!(kind in low) || step < low[kind]) low[kind] = step
        if (!(kind in high) || step > high[kind]) high[kind] = step
      }
      last[kind] = $2
    }
    END {
      printf "%.1f turns, steps of video %.3f to %.3f frames, of audio %.3f to %.3f",
        count[1] / turn, low[1], high[1], low[0], high[0]
      exit !(count[1] > least * turn && low[1] > 0.4 && high[1] < 1.6 && low[0] > 0.4 && high[0] < 1.6)
    }' "$work/$1.packets"
}

# How loud the steady tone is from hundredth to hundredth of a second, but for the decoder's first and
# last.
tone_of() {
  ffmpeg -v error -nostdin -i "$work/$1.wav" -af "asetnsamples=$HUNDREDTH,astats=metadata=1:reset=1,
    ametadata=print:key=lavfi.astats.Overall.RMS_level:file=-" -f null - |
    awk -F = -v least=$((TURNS * CLIP_SECONDS * 80)) -v most="$2" '
      /RMS_level/ { level[++count] = $2 == "-inf" ? -200 : $2 }
      END {
        low = 0; high = -200
        for (i = 20; i < count - 20; i++) {
          if (level[i] < low) low = level[i]
          if (level[i] > high) high = level[i]
        }
        printf "the tone between %.2f and %.2f dBFS", low, high
        exit !(count > least && high - low < most)
      }'
}
