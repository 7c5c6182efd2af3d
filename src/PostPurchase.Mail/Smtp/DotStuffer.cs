namespace PostPurchase.Mail.Smtp;

/// <summary>
/// Makes message bytes fit for DATA (RFC 5321 4.5.2): a dot more on each line that starts with one, every line end a CRLF, whatever the input's chunks.
/// A bare CR or LF becomes CRLF, so that no server can see another message in it.
/// </summary>
internal struct DotStuffer
{
    private enum At { LineStart, Middle, AfterCarriageReturn }

    private At _at;

    /// <summary>Room that <see cref="Encode"/> needs to make any progress, and that <see cref="Finish"/> needs.</summary>
    public const int LeastRoom = 8;

    /// <summary>Takes as much of <paramref name="input"/> as fits into <paramref name="output"/>.</summary>
    public void Encode(ReadOnlySpan<byte> input, Span<byte> output, out int read, out int written)
    {
        read = 0;
        written = 0;
        while (read < input.Length && output.Length - written >= LeastRoom)
        {
            if (_at == At.AfterCarriageReturn)
            {
                if (input[read] == '\n') read++;
                output[written++] = (byte)'\n';
                _at = At.LineStart;
                continue;
            }

            if (_at == At.LineStart && input[read] == '.') output[written++] = (byte)'.';
            _at = At.Middle;
            CopyLine(input[read..], output[written..^2], ref read, ref written);
            if (_at == At.LineStart)
            {
                output[written++] = (byte)'\r';
                output[written++] = (byte)'\n';
            }
        }
    }

    /// <summary>Ends the last line where it is open and adds the final dot.</summary>
    public int Finish(Span<byte> output)
    {
        ReadOnlySpan<byte> end = _at switch
        {
            At.LineStart => ".\r\n"u8,
            At.AfterCarriageReturn => "\n.\r\n"u8,
            _ => "\r\n.\r\n"u8,
        };
        end.CopyTo(output);
        _at = At.LineStart;
        return end.Length;
    }

    /// <summary>Copies up to a line end, leaving <see cref="At.LineStart"/> behind where a bare LF still has to be written as CRLF.</summary>
    private void CopyLine(ReadOnlySpan<byte> input, Span<byte> output, ref int read, ref int written)
    {
        if (input.Length > output.Length) input = input[..output.Length];
        var end = input.IndexOfAny((byte)'\r', (byte)'\n');
        var count = end < 0 ? input.Length : end;
        input[..count].CopyTo(output);
        read += count;
        written += count;
        if (end < 0) return;
        read++;
        if (input[end] == '\n')
        {
            _at = At.LineStart;
            return;
        }

        output[count] = (byte)'\r';
        written++;
        _at = At.AfterCarriageReturn;
    }
}
